package io.authscape.keycloak.examples.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.authscape.keycloak.client.ServiceAuthenticator;
import io.authscape.keycloak.examples.api.PickyApi.Call;
import io.authscape.keycloak.examples.jakarta.ServiceTokenFilter;
import io.authscape.keycloak.examples.spring.ServiceTokenInterceptor;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** What the two examples of a caller in a framework do when an API refuses their token: with tokens from Keycloak. */
@ExtendWith(KeycloakExtension.class)
class RefusedTokenIT {

    private static final String BODY = "{\"text\":\"for company 1\"}";
    private static final String PENDING = "/api/sync/pending";
    private static final int ALWAYS = Integer.MAX_VALUE;

    private static ApiRealm realm;

    @BeforeAll
    static void start(TestRealm own) {
        realm = new ApiRealm(own);
    }

    @Test
    void springRepeatsTheCallOnceWithAnotherToken() {
        try (PickyApi api = new PickyApi(1);
                ServiceAuthenticator authenticator = authenticator(Duration.ZERO)) {
            assertThat(post(spring(api.url(), authenticator))).isEqualTo("taken");

            assertThatAnotherTokenWasSent(api.calls());
        }
    }

    /** By a clock that stands still the service takes its token for good, and the protected API doesn't. */
    @Test
    void springReplacesATokenThatTheProtectedApiRefuses() {
        Instant now = Instant.now();
        try (RunningApi api = new RunningApi(realm.issuer());
                ServiceAuthenticator authenticator =
                        realm.service("short", "sync.read").clock(() -> now).build()) {
            String expired = authenticator.getToken().value();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> api.call("GET", PENDING, expired).statusCode() == 401);
            ClientRepresentation client = realm.realm().client("short").toRepresentation();
            client.getAttributes().put("access.token.lifespan", "3600");
            realm.realm().client("short").update(client);

            String body = spring(api.url(), authenticator)
                    .get()
                    .uri(PENDING)
                    .retrieve()
                    .body(String.class);

            assertThat(body).contains("1-a");
            assertThat(authenticator.getToken().value()).isNotEqualTo(expired);
        }
    }

    @Test
    void springGivesUpAfterTheSecondRefusal() {
        try (PickyApi api = new PickyApi(ALWAYS);
                ServiceAuthenticator authenticator = authenticator(Duration.ZERO)) {
            RestClient client = spring(api.url(), authenticator);

            assertThatExceptionOfType(HttpClientErrorException.Unauthorized.class)
                    .isThrownBy(() -> post(client))
                    .satisfies(refusal ->
                            assertThat(refusal.getResponseBodyAsString()).isEqualTo("refused"));
            assertThatAnotherTokenWasSent(api.calls());
        }
    }

    /** Another one would be refused as well, and each call would cost Keycloak a token. */
    @Test
    void springKeepsATokenThatHasOnlyJustCome() {
        try (PickyApi api = new PickyApi(ALWAYS);
                ServiceAuthenticator authenticator = authenticator(Duration.ofHours(1))) {
            RestClient client = spring(api.url(), authenticator);

            assertThatExceptionOfType(HttpClientErrorException.Unauthorized.class)
                    .isThrownBy(() -> post(client));
            assertThat(api.calls()).hasSize(1);
        }
    }

    @Test
    void jakartaSendsAnotherTokenWithTheNextCall() {
        try (PickyApi api = new PickyApi(1);
                ServiceAuthenticator authenticator = authenticator(Duration.ZERO);
                Client client = jakarta(authenticator)) {
            assertThat(post(client, api)).isEqualTo(401);
            assertThat(api.calls()).hasSize(1);

            assertThat(post(client, api)).isEqualTo(200);
            assertThatAnotherTokenWasSent(api.calls());
        }
    }

    @Test
    void jakartaSendsEachRefusedCallOnce() {
        try (PickyApi api = new PickyApi(ALWAYS);
                ServiceAuthenticator authenticator = authenticator(Duration.ZERO);
                Client client = jakarta(authenticator)) {
            assertThat(post(client, api)).isEqualTo(401);
            assertThat(post(client, api)).isEqualTo(401);

            assertThatAnotherTokenWasSent(api.calls());
        }
    }

    @Test
    void jakartaKeepsATokenThatHasOnlyJustCome() {
        try (PickyApi api = new PickyApi(1);
                ServiceAuthenticator authenticator = authenticator(Duration.ofHours(1));
                Client client = jakarta(authenticator)) {
            assertThat(post(client, api)).isEqualTo(401);
            assertThat(post(client, api)).isEqualTo(200);

            assertThat(api.calls()).extracting(Call::authorization).doesNotContainNull();
            assertThat(api.calls().get(1).authorization())
                    .isEqualTo(api.calls().get(0).authorization());
        }
    }

    private static ServiceAuthenticator authenticator(Duration pauseAfterFailure) {
        return realm.service("tenant-1", "sync.write")
                .pauseAfterFailure(pauseAfterFailure)
                .build();
    }

    private static RestClient spring(String url, ServiceAuthenticator authenticator) {
        return RestClient.builder()
                .baseUrl(url)
                .requestInterceptor(new ServiceTokenInterceptor(authenticator))
                .build();
    }

    private static String post(RestClient client) {
        return client.post()
                .uri("/items")
                .contentType(MediaType.APPLICATION_JSON)
                .body(BODY)
                .retrieve()
                .body(String.class);
    }

    private static Client jakarta(ServiceAuthenticator authenticator) {
        return ClientBuilder.newClient().register(new ServiceTokenFilter(authenticator));
    }

    private static int post(Client client, PickyApi api) {
        try (Response response = client.target(api.url() + "/items").request().post(Entity.json(BODY))) {
            return response.getStatus();
        }
    }

    /** Two calls, each with the whole body and a token of its own. */
    private static void assertThatAnotherTokenWasSent(List<Call> calls) {
        assertThat(calls).extracting(Call::method).containsExactly("POST", "POST");
        assertThat(calls).extracting(Call::body).containsExactly(BODY, BODY);
        assertThat(calls)
                .extracting(Call::authorization)
                .doesNotHaveDuplicates()
                .allSatisfy(sent -> assertThat(sent).startsWith("Bearer ey"));
    }
}
