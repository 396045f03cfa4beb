package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.authscape.keycloak.client.FakeServer.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked for, and for how long it is kept. */
class ServiceAuthenticatorTest extends WithTokenServer {

    @Test
    void aTokenIsAskedForOnceAsAuthScapesServicesAskForIt() {
        assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        assertThat(authenticator.getToken().value()).isEqualTo("token-1");

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/connect/token");
            assertThat(request.body())
                    .isEqualTo("grant_type=client_credentials&client_id=service&client_secret=s3cret&scope=api1");
        });
    }

    @Test
    void eachSetOfScopesHasItsToken() {
        AccessToken one = authenticator.getToken();
        AccessToken two = authenticator.getToken(List.of("api2", "api1"));

        assertThat(authenticator.getToken(List.of("api1"))).isSameAs(one);
        assertThat(authenticator.getToken(List.of("api1", "api2"))).isSameAs(two);
        assertThat(authenticator.getToken(List.of())).isNotSameAs(one);
        assertThat(server.requests())
                .extracting(request -> request.parameter("scope"))
                .containsExactly("api1", "api2 api1", null);
    }

    @Test
    void tokensThatLiveForSecondsAreKept() {
        server.answer(request -> Reply.token("token-" + number.incrementAndGet(), 5));
        authenticator.getToken();
        clock.pass(Duration.ofSeconds(3));
        assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        clock.pass(Duration.ofMillis(1500));
        assertThat(authenticator.getToken().value()).isEqualTo("token-2");
    }

    @Test
    void aTokenWithoutALifetimeServesThoseWhoWaitedForIt() {
        server.answer(request -> Reply.json(
                200, "{\"access_token\":\"token-" + number.incrementAndGet() + "\",\"token_type\":\"bearer\"}"));

        assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        assertThat(authenticator.getToken().value()).isEqualTo("token-2");
    }

    @Test
    void grantedScopesAreThoseOfTheAnswer() {
        server.answer(request -> Reply.json(
                200,
                "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":60,\"scope\":\"api1 profile\"}"));

        assertThat(authenticator.getToken().scopes()).containsExactly("api1", "profile");
        assertThat(authenticator.getToken(List.of("other")).scopes()).containsExactly("api1", "profile");
    }

    @Test
    void aTokenThatAnApiRefusesIsReplacedButNotAtOnceAgain() {
        AccessToken first = authenticator.getToken();
        assertThat(authenticator.forget(first, List.of("api1"))).isFalse();
        assertThat(authenticator.getToken()).isSameAs(first);

        clock.pass(Duration.ofSeconds(2));
        assertThat(authenticator.forget(first, List.of("api1"))).isTrue();
        AccessToken second = authenticator.getToken();
        assertThat(second.value()).isEqualTo("token-2");

        // Who comes late with the first one doesn't cost the second.
        assertThat(authenticator.forget(first, List.of("api1"))).isTrue();
        assertThat(authenticator.getToken()).isSameAs(second);
    }

    @Test
    void aBuilderThatIsUsedAgainChangesNothing() {
        ServiceAuthenticatorBuilder used = builder();
        try (ServiceAuthenticator built = used.build()) {
            String before = built.toString();
            used.scopes("other")
                    .clientId("another")
                    .tokenEndpoint("https://id.example.com/connect/token")
                    .clock(new TestClock())
                    .pauseAfterFailure(Duration.ofHours(1));

            assertThat(built.scopes()).containsExactly("api1");
            assertThat(built).hasToString(before);
            // What is made later on is made of the same.
            List<String> scopes = List.of("api2");
            server.answer(request -> Reply.error(401, "invalid_client", "no"));
            assertThatExceptionOfType(TokenRefusedException.class).isThrownBy(() -> built.getToken(scopes));
            clock.pass(Duration.ofSeconds(1));
            server.answer(this::next);
            assertThat(built.getToken(scopes).value()).isEqualTo("token-1");
            clock.pass(Duration.ofMinutes(59));
            assertThat(built.getToken(scopes).value()).isEqualTo("token-2");
        }
    }

    @Test
    void aClockThatStepsBackLengthensNoPause() {
        try (ServiceAuthenticator hasty =
                builder().pauseAfterFailure(Duration.ZERO).build()) {
            server.answer(request -> Reply.error(401, "invalid_client", "no"));
            assertThatExceptionOfType(TokenRefusedException.class).isThrownBy(hasty::getToken);
            clock.stepBack(Duration.ofHours(1));
            server.answer(this::next);

            AccessToken first = hasty.getToken();
            assertThat(first.value()).isEqualTo("token-1");
            clock.stepBack(Duration.ofHours(1));
            assertThat(hasty.forget(first, List.of("api1"))).isTrue();
            assertThat(hasty.getToken().value()).isEqualTo("token-2");
        }
    }

    /** Nobody knows how old it is, and the server may count it as dead. */
    @Test
    void aTokenOfTheFutureIsOld() {
        authenticator.getToken();
        clock.stepBack(Duration.ofHours(1));

        assertThat(authenticator.getToken().value()).isEqualTo("token-2");
        assertThat(authenticator.getToken().value()).isEqualTo("token-2");
    }
}
