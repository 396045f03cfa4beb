package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.testkit.Fault;
import io.authscape.keycloak.testkit.FaultProxy;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keycloak.representations.idm.ClientRepresentation;

/** What befalls a server, and the service that goes on by itself. */
@ExtendWith(KeycloakExtension.class)
class RecoveryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static ServiceRealm realm;

    private final TestClock clock = new TestClock();
    private final AtomicInteger repeated = new AtomicInteger();
    private final TokenListener counting = new TokenListener() {
        @Override
        public void retrying(List<String> scopes, int attempt, Duration pause, String trouble) {
            repeated.incrementAndGet();
        }
    };

    @TempDir
    private Path folder;

    @BeforeAll
    static void services(TestRealm own) {
        realm = new ServiceRealm(own);
        for (String name : List.of("restarted", "unavailable", "revoked", "rotated", "spoiled")) {
            realm.create(ServiceRealm.service(name));
        }
    }

    @Test
    void theServersSecretIsRotated() throws Exception {
        Path store = Files.writeString(folder.resolve("secret"), ServiceRealm.SECRET);
        try (ServiceAuthenticator authenticator = realm.authenticator("rotated")
                .clientSecret(() -> read(store))
                .pauseAfterFailure(Duration.ZERO)
                .clock(clock)
                .build()) {
            AccessToken before = authenticator.getToken();
            String rotated = rotate("rotated");
            clock.pass(Duration.ofHours(1));
            // The store hasn't got it yet.
            assertThat(catchThrowableOfType(TokenRefusedException.class, authenticator::getToken)
                            .error())
                    .isEqualTo(OAuthError.INVALID_CLIENT);

            Files.writeString(store, rotated);
            assertThat(authenticator.getToken().value()).isNotEqualTo(before.value());
        }
        assertThat(realm.refusals("rotated")).isEqualTo(1);
    }

    private static String rotate(String clientId) {
        return realm.realm().client(clientId).generateNewSecret().getValue();
    }

    private static String read(Path store) {
        try {
            return Files.readString(store);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theServerRestarts() throws Exception {
        try (ServiceAuthenticator authenticator =
                realm.authenticator("restarted").clock(clock).listener(counting).build()) {
            AccessToken before = authenticator.getToken();
            clock.pass(Duration.ofHours(1));
            CompletableFuture<CompletableFuture<AccessToken>> during = new CompletableFuture<>();

            realm.realm().server().restart(() -> {
                during.complete(authenticator.getTokenAsync());
                await().atMost(PATIENCE).until(() -> repeated.get() > 1);
            });

            assertThat(during.join().get(PATIENCE.toSeconds(), TimeUnit.SECONDS).value())
                    .isNotEqualTo(before.value());
        }
    }

    /** As long as the proxy says so; the pauses are a hundredth of the default ones. */
    @Test
    void theServerIsUnavailableForAWhile() throws Exception {
        try (FaultProxy proxy = new FaultProxy(realm.realm().server().baseUri());
                ServiceAuthenticator authenticator =
                        through(proxy, "unavailable").build()) {
            AccessToken before = authenticator.getToken();
            proxy.spoilFrom(1, Fault.UNAVAILABLE);
            clock.pass(Duration.ofHours(1));
            CompletableFuture<AccessToken> after = authenticator.getTokenAsync();
            await().atMost(PATIENCE).until(() -> repeated.get() >= 30);
            assertThat(after).isNotDone();

            proxy.spoilNothing();

            assertThat(after.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).value())
                    .isNotEqualTo(before.value());
        }
        assertThat(realm.tokens("unavailable")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void oneRequestIsSpoiled(Fault fault) {
        // What a token endpoint says with 401 is a refusal, but then in words.
        boolean isRefusal = fault == Fault.TOKEN_EXPIRED;
        try (FaultProxy proxy = new FaultProxy(realm.realm().server().baseUri());
                ServiceAuthenticator authenticator = through(proxy, "spoiled")
                        .retry(new Retry(5, Duration.ofMillis(50), Duration.ofSeconds(2)))
                        .timeout(fault == Fault.STALL_IN_BODY ? Duration.ofSeconds(2) : Duration.ofSeconds(30))
                        .build()) {
            proxy.spoilOne(1, fault);
            if (isRefusal) {
                assertThat(catchThrowableOfType(TokenConfigurationException.class, authenticator::getToken))
                        .hasMessageContaining("answered 401 without an OAuth error");
            } else if (fault == Fault.STALL_IN_BODY) {
                assertThat(authenticator.getToken().value()).isNotEmpty();
                // More than once where the machine is slower than that timeout.
                assertThat(repeated).hasPositiveValue();
            } else {
                assertThat(authenticator.getToken().value()).isNotEmpty();
                assertThat(repeated).hasValue(fault == Fault.DELAY ? 0 : 1);
            }
        }
    }

    private ServiceAuthenticatorBuilder through(FaultProxy proxy, String clientId) {
        return realm.authenticator(clientId)
                .tokenEndpoint(proxy.url() + "/realms/" + realm.realm().name() + "/connect/token")
                .retry(new Retry(100_000, Duration.ofMillis(5), Duration.ofMillis(80)))
                .clock(clock)
                .listener(counting);
    }

    @Test
    void theServerRevokesTheToken() throws Exception {
        try (IntrospectingApi server = new IntrospectingApi(realm);
                ServiceAuthenticator authenticator = realm.authenticator("revoked")
                        .pauseAfterFailure(Duration.ZERO)
                        .build()) {
            ApiClient api = ApiClient.builder(server.url(), authenticator).build();
            assertThat(api.get("/data", JsonNode.class).path("data").asText()).isEqualTo("pending");
            AccessToken before = authenticator.getToken();

            revoke(before);

            assertThat(api.get("/data", JsonNode.class).path("data").asText()).isEqualTo("pending");
            assertThat(authenticator.getToken().value()).isNotEqualTo(before.value());
            assertThat(server.calls()).isEqualTo(3);
        }
        assertThat(realm.tokens("revoked")).isEqualTo(2);
    }

    private static void revoke(AccessToken token) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        realm.tokenEndpoint().replace("connect/token", "connect/revocation")))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(Form.of(Map.of(
                                        "token",
                                        token.value(),
                                        "client_id",
                                        "revoked",
                                        "client_secret",
                                        ServiceRealm.SECRET))))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void theServerTakesTheClientAwayAndBringsItBack() {
        realm.create(ServiceRealm.service("disabled"));
        try (ServiceAuthenticator authenticator = realm.authenticator("disabled")
                .pauseAfterFailure(Duration.ZERO)
                .clock(clock)
                .build()) {
            authenticator.getToken();
            enable("disabled", false);
            clock.pass(Duration.ofHours(1));
            assertThat(catchThrowableOfType(TokenRefusedException.class, authenticator::getToken)
                            .error())
                    .isEqualTo(OAuthError.INVALID_CLIENT);

            enable("disabled", true);

            assertThat(authenticator.getToken().value()).isNotEmpty();
        }
    }

    private static void enable(String clientId, boolean enabled) {
        ClientRepresentation client = realm.realm().client(clientId).toRepresentation();
        client.setEnabled(enabled);
        realm.realm().client(clientId).update(client);
    }
}
