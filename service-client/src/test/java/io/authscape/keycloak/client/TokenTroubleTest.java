package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.authscape.keycloak.client.FakeServer.Reply;
import io.authscape.keycloak.testkit.Fault;
import io.authscape.keycloak.testkit.FaultProxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with a token request, what is tried again, and what a service is told. */
class TokenTroubleTest extends WithTroubledServer {

    private void failTwice(Reply failure) {
        server.answer(request -> server.requests().size() <= 2 ? failure : Reply.token("token-1", 3600));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429, 408})
    void whatPassesIsWaitedFor(int status) {
        failTwice(new Reply(status, "<html>busy</html>", Map.of()));
        try (ServiceAuthenticator authenticator = builder().build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        assertThat(attempts).hasValue(3);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void retryAfterIsHonoured() {
        assertThat(pauseAfter("5", Duration.ofMillis(1))).isEqualTo(Duration.ofSeconds(5));
    }

    /** Else a server that says 0 would get all attempts at once. */
    @Test
    void aShorterRetryAfterThanOurPauseHastensNothing() {
        assertThat(pauseAfter("0", Duration.ofSeconds(2))).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    private Duration pauseAfter(String retryAfter, Duration first) {
        server.answer(request -> server.requests().size() == 1
                ? Reply.unavailable("Retry-After", retryAfter)
                : Reply.token("token-1", 3600));
        try (ServiceAuthenticator authenticator =
                builder().retry(new Retry(2, first, Duration.ofHours(1))).build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        assertThat(pauses).hasSize(1);
        return pauses.get(0);
    }

    @Test
    void aRetryAfterThatIsTooLongFailsAtOnce() {
        server.answer(request -> Reply.unavailable("Retry-After", "600"));
        try (ServiceAuthenticator authenticator = builder().build()) {
            assertThat(catchThrowableOfType(TokenUnavailableException.class, authenticator::getToken))
                    .hasMessageContaining("asks to come back in 600 s")
                    .extracting(TokenUnavailableException::attempts)
                    .isEqualTo(1);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aServerThatStaysAwayIsGivenUp() {
        String url = server.url();
        server.close();
        try (ServiceAuthenticator authenticator =
                builder().tokenEndpoint(url + "/connect/token").build()) {
            TokenUnavailableException trouble =
                    catchThrowableOfType(TokenUnavailableException.class, authenticator::getToken);
            assertThat(trouble.attempts()).isEqualTo(4);
            assertThat(trouble)
                    .hasMessageStartingWith("no token after 4 attempts: ")
                    .hasMessageContaining("can't be reached: ConnectException");
        }
    }

    /** Its head has come, so that it counts as answered for the JDK's own timeout. */
    @Test
    void anAnswerThatStallsIsGivenUp() {
        try (FaultProxy proxy = new FaultProxy(URI.create(server.url()));
                ServiceAuthenticator authenticator = builder()
                        .tokenEndpoint(proxy.url() + "/connect/token")
                        .timeout(Duration.ofSeconds(1))
                        .build()) {
            proxy.spoilOne(1, Fault.STALL_IN_BODY);

            assertThat(authenticator.getTokenAsync())
                    .succeedsWithin(Duration.ofSeconds(60))
                    .extracting(AccessToken::value)
                    .isEqualTo("token-1");
        }
        assertThat(attempts).hasValueGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request, INVALID_REQUEST",
        "401, invalid_client, INVALID_CLIENT",
        "400, invalid_grant, INVALID_GRANT",
        "400, unauthorized_client, UNAUTHORIZED_CLIENT",
        "400, unsupported_grant_type, UNSUPPORTED_GRANT_TYPE",
        "400, invalid_scope, INVALID_SCOPE",
        "400, invalid_target, OTHER",
    })
    void refusalsAreTyped(int status, String code, OAuthError error) {
        server.answer(request -> Reply.error(status, code, "Because.\\nForged line"));
        try (ServiceAuthenticator authenticator = builder().build()) {
            TokenRefusedException refusal = catchThrowableOfType(TokenRefusedException.class, authenticator::getToken);
            assertThat(refusal.error()).isEqualTo(error);
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.description()).isEqualTo("Because. Forged line");
            assertThat(refusal).hasMessage("no token: " + status + " " + code + ": Because. Forged line");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporarily_unavailable", "server_error"})
    void refusalsThatPassAreWaitedFor(String code) {
        failTwice(Reply.error(400, code, ""));
        try (ServiceAuthenticator authenticator = builder().build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 404, 405})
    void whatIsNoTokenEndpointIsSaid(int status) {
        server.answer(request -> new Reply(status, "<html>", Map.of("Location", server.url() + "/elsewhere")));
        try (ServiceAuthenticator authenticator = builder().build()) {
            assertThat(catchThrowableOfType(TokenConfigurationException.class, authenticator::getToken))
                    .hasMessageContaining("answered " + status + " without an OAuth error: is it a token endpoint?");
        }
        // Not followed: the secret stays here.
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "[]", "{}", "{\"access_token\":\"x\",\"token_type\":\"mac\"}"})
    void anAnswerWithoutATokenIsNone(String body) {
        server.answer(request -> Reply.json(200, body));
        try (ServiceAuthenticator authenticator = builder().build()) {
            assertThat(catchThrowableOfType(TokenUnavailableException.class, authenticator::getToken))
                    .hasMessageContaining("answered 200 without a bearer token");
        }
    }

    /** Keycloak's own endpoint calls a wrong secret unauthorized_client. */
    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "unauthorized_client"})
    void aSecretThatWasReplacedIsSentAtOnce(String error) {
        AtomicReference<String> secret = new AtomicReference<>("old");
        server.answer(request -> {
            // The store changes between the question and the answer.
            secret.set("new");
            return request.parameter("client_secret").equals("new")
                    ? Reply.token("token-1", 3600)
                    : Reply.error(401, error, "no");
        });
        try (ServiceAuthenticator authenticator =
                builder().clientSecret(secret::get).build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        assertThat(server.requests()).hasSize(2);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aSecretThatIsBeingWrittenIsWaitedFor() {
        AtomicInteger asked = new AtomicInteger();
        try (ServiceAuthenticator authenticator = builder()
                .clientSecret(() -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("no file");
                    }
                    return asked.get() == 2 ? "" : SECRET;
                })
                .build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        assertThat(pauses).hasSize(2);
    }
}
