package io.authscape.keycloak.examples.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.client.ServiceAuthenticator;
import io.authscape.keycloak.examples.jakarta.ServiceTokenFilter;
import io.authscape.keycloak.examples.spring.AuthscapeClientAutoConfiguration;
import io.authscape.keycloak.examples.spring.ServiceTokenInterceptor;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.ClientRepresentation;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

/** Who gets in, who doesn't, and what they are told: with tokens from Keycloak. */
@ExtendWith(KeycloakExtension.class)
class ProtectedApiIT {

    private static final String PENDING = "/api/sync/pending";

    private static ApiRealm realm;
    private static RunningApi api;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(TestRealm own) {
        realm = new ApiRealm(own);
        api = new RunningApi(realm.issuer());
    }

    @AfterAll
    static void stop() {
        if (api != null) {
            api.close();
        }
    }

    @Test
    void aCompanySeesItsOwnDataAlone() {
        HttpResponse<String> one = api.call("GET", PENDING, realm.token("tenant-1", "sync.read"));
        HttpResponse<String> two = api.call("GET", PENDING, realm.token("tenant-2", "sync.read"));

        assertThat(one.statusCode()).isEqualTo(200);
        assertThat(one.body()).contains("1-a").doesNotContain("2-a");
        assertThat(two.body()).contains("2-a").doesNotContain("1-a");
    }

    @Test
    void anotherCompanysItemIsAsUnknownAsNone() {
        String token = realm.token("tenant-1", "sync.write");

        assertThat(api.call("PUT", "/api/sync/2-a/done", token).statusCode()).isEqualTo(404);
        assertThat(api.call("PUT", "/api/sync/nothing/done", token).statusCode())
                .isEqualTo(404);
        assertThat(api.call("PUT", "/api/sync/1-c/done", token).statusCode()).isEqualTo(204);
        assertThat(api.call("GET", PENDING, realm.token("tenant-2", "sync.read"))
                        .body())
                .contains("2-a");
    }

    @Test
    void aTokenWithoutACompanyIsRefused() {
        assertForbidden(
                api.call("GET", PENDING, realm.token("homeless", "sync.read")),
                "error_description=\"The token has no companyId.\"");
    }

    @Test
    void eachEndpointWantsItsScope() {
        assertForbidden(
                api.call("PUT", "/api/sync/1-a/done", realm.token("tenant-1", "sync.read")), "scope=\"sync.write\"");
        assertForbidden(api.call("GET", PENDING, realm.token("tenant-1", "sync.write")), "scope=\"sync.read\"");
    }

    @Test
    void whatNoPolicyNamesIsOpenToNobody() {
        String token = realm.token("tenant-1", "sync.read", "sync.write");

        assertForbidden(api.call("GET", "/api/sync", token), "insufficient_scope");
        assertForbidden(api.call("DELETE", PENDING, token), "insufficient_scope");
        assertThat(api.call("GET", "/health", null).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutATokenNothingIsSaidButThatOneIsWanted() {
        HttpResponse<String> answer = api.call("GET", PENDING, null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).startsWith("Bearer").doesNotContain("error");
    }

    @Test
    void aTokenForAnotherApiIsRefused() {
        assertInvalid(realm.token("reader", "elsewhere"));
        // Without any scope it is for nobody.
        assertInvalid(realm.token("reader"));
    }

    /** Keycloak calls itself by the name that it was asked by, so this one differs in its issuer and in nothing else. */
    @Test
    void anotherIssuersTokenIsRefused() throws Exception {
        String elsewhere = realm.issuer().replace("127.0.0.1", "localhost");
        String token;
        try (ServiceAuthenticator authenticator =
                realm.service("tenant-1", "sync.read").issuer(elsewhere).build()) {
            token = authenticator.getToken().value();
        }
        SignedJWT foreign = SignedJWT.parse(token);
        SignedJWT ours = SignedJWT.parse(realm.token("tenant-1", "sync.read"));
        assertThat(foreign.getJWTClaimsSet().getIssuer()).isEqualTo(elsewhere).isNotEqualTo(realm.issuer());
        assertThat(foreign.getHeader().toJSONObject())
                .isEqualTo(ours.getHeader().toJSONObject());
        assertThat(foreign.getJWTClaimsSet().getAudience())
                .isEqualTo(ours.getJWTClaimsSet().getAudience());

        assertInvalid(token);
    }

    @Test
    void anotherKeysTokenIsRefused() {
        assertInvalid(realm.realm().server().admin().tokenManager().getAccessTokenString());
    }

    /** Signed by the right key for the right audience: only its type tells that it is no access token of ours. */
    @Test
    void anotherTypeIsRefused() {
        ClientRepresentation client = realm.realm().client("plain-typ").toRepresentation();
        client.getAttributes().put("access.token.header.type.rfc9068", "false");
        realm.realm().client("plain-typ").update(client);

        assertInvalid(realm.token("plain-typ", "sync.read"));
    }

    @Test
    void aChangedTokenIsRefused() {
        String[] parts = realm.token("tenant-1", "sync.read").split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"companyId\":\"1\"", "\"companyId\":\"2\"");
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        assertThat(forged).isNotEqualTo(parts[1]);

        assertInvalid(parts[0] + "." + forged + "." + parts[2]);
        assertInvalid("no-token");
    }

    @Test
    void anExpiredTokenIsRefused() {
        String token = realm.token("short", "sync.read");

        await().atMost(Duration.ofSeconds(60))
                .until(() -> api.call("GET", PENDING, token).statusCode() == 401);
        assertInvalid(token);
    }

    @Test
    void whileTheIdentityServerIsAwayNobodyIsCalledWrong() throws Exception {
        String nobody;
        try (ServerSocket closed = new ServerSocket(0)) {
            nobody = "http://127.0.0.1:" + closed.getLocalPort() + "/realms/x";
        }
        try (RunningApi alone = new RunningApi(nobody)) {
            HttpResponse<String> answer = alone.call("GET", PENDING, realm.token("tenant-1", "sync.read"));
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(alone.call("GET", "/health", null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void springsClientSendsTheServicesToken() throws Exception {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(AuthscapeClientAutoConfiguration.class.getName());
        Path secret = Files.writeString(folder.resolve("secret"), ApiRealm.SECRET + "\n");
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(
                        AuthscapeClientAutoConfiguration.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--authscape.client.issuer=" + realm.issuer(),
                        "--authscape.client.id=tenant-2",
                        "--authscape.client.secret-file=" + secret,
                        "--authscape.client.scopes=sync.read")) {
            String body = RestClient.builder()
                    .baseUrl(api.url())
                    .requestInterceptor(context.getBean(ServiceTokenInterceptor.class))
                    .build()
                    .get()
                    .uri(PENDING)
                    .retrieve()
                    .body(String.class);
            assertThat(body).contains("2-a");
        }
    }

    @Test
    void jakartasClientSendsTheServicesToken() {
        try (ServiceAuthenticator authenticator = realm.authenticator("tenant-2", "sync.read");
                Client client = ClientBuilder.newClient().register(new ServiceTokenFilter(authenticator))) {
            assertThat(client.target(api.url() + PENDING).request().get(String.class))
                    .contains("2-a");
        }
    }

    private static void assertInvalid(String token) {
        HttpResponse<String> answer = api.call("GET", PENDING, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(challenge(answer)).startsWith("Bearer").contains("error=\"invalid_token\"");
    }

    private static void assertForbidden(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(challenge(answer))
                .startsWith("Bearer error=\"insufficient_scope\"")
                .contains(why);
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }
}
