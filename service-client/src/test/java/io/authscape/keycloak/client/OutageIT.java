package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authscape.keycloak.client.AskingThread.Outcome;
import io.authscape.keycloak.testkit.Fault;
import io.authscape.keycloak.testkit.FaultProxy;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;

/** Thirty real seconds without the server, for services built as anybody builds them: nobody intervenes. */
@ExtendWith(KeycloakExtension.class)
class OutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** Renewed after 16 seconds, so that the trouble begins in the token's lifetime, and its end lies in the outage. */
    private static final String LIFETIME = "20";

    private static ServiceRealm realm;

    @BeforeAll
    static void services(TestRealm own) {
        realm = new ServiceRealm(own);
        ClientRepresentation holding = ServiceRealm.service("holding");
        holding.getAttributes().put("access.token.lifespan", LIFETIME);
        realm.create(holding);
        realm.create(ServiceRealm.service("starting"));
        realm.create(ServiceRealm.service("throttled"));
    }

    /** When attempts failed, and how long the service then waited. */
    private static final class Pauses implements TokenListener {

        private final List<Instant> failures = new CopyOnWriteArrayList<>();
        private final List<Duration> ofAttempts = new CopyOnWriteArrayList<>();

        @Override
        public void retrying(List<String> scopes, int attempt, Duration pause, String trouble) {
            failures.add(Instant.now());
            ofAttempts.add(pause);
        }
    }

    @Test
    void theServerIsUnavailableForThirtySeconds() throws Exception {
        Pauses ofHolding = new Pauses();
        Pauses ofStarting = new Pauses();
        Pauses ofThrottled = new Pauses();
        try (FaultProxy unavailable = new FaultProxy(realm.realm().server().baseUri());
                FaultProxy busy = new FaultProxy(realm.realm().server().baseUri());
                ServiceAuthenticator holding = service("holding", unavailable, ofHolding);
                ServiceAuthenticator starting = service("starting", unavailable, ofStarting);
                ServiceAuthenticator throttled = service("throttled", busy, ofThrottled)) {
            AccessToken held = holding.getToken();
            long end = System.nanoTime() + OUTAGE.toNanos();
            unavailable.spoil(number -> System.nanoTime() < end ? Optional.of(Fault.UNAVAILABLE) : Optional.empty());
            // With "Retry-After: 1".
            busy.spoil(number -> System.nanoTime() < end ? Optional.of(Fault.TOO_MANY) : Optional.empty());

            try (AskingThread ofHeld = new AskingThread(holding);
                    AskingThread ofNone = new AskingThread(starting);
                    AskingThread ofBusy = new AskingThread(throttled)) {
                for (AskingThread thread : List.of(ofHeld, ofNone, ofBusy)) {
                    await().atMost(OUTAGE.plus(PATIENCE)).until(() -> hasRecovered(thread, held));
                }
                assertThatTheTokenServedToItsEnd(ofHeld, held, ofHolding.failures.get(0));
                assertThatTroubleWasTyped(ofHeld, "answered 503");
                assertThatTroubleWasTyped(ofNone, "answered 503");
                assertThatTroubleWasTyped(ofBusy, "answered 429");
            }
            assertThatPausesAreThoseOfTheDefault(ofStarting.ofAttempts);
            // Where our own pause is the longer one, it counts.
            assertThat(ofThrottled.ofAttempts)
                    .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4)))
                    .contains(Duration.ofSeconds(1));
        }
    }

    private static ServiceAuthenticator service(String clientId, FaultProxy proxy, TokenListener listener) {
        return ServiceAuthenticator.builder()
                .tokenEndpoint(proxy.url() + "/realms/" + realm.realm().name() + "/connect/token")
                .clientId(clientId)
                .clientSecret(() -> ServiceRealm.SECRET)
                .scopes("api1")
                .listener(listener)
                .build();
    }

    private static boolean hasRecovered(AskingThread thread, AccessToken held) {
        return thread.outcomes().stream().anyMatch(outcome -> outcome.token() != null && outcome.token() != held);
    }

    private static void assertThatTheTokenServedToItsEnd(AskingThread thread, AccessToken held, Instant firstFailure) {
        List<Outcome> outcomes = thread.outcomes();
        assertThat(outcomes.get(0).token()).isSameAs(held);
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.after().isBefore(held.expiresAt()))
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome.token()).isSameAs(held));
        // The server had refused another one by then.
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.after().isAfter(firstFailure))
                .filteredOn(outcome -> outcome.token() == held)
                .isNotEmpty();
    }

    private static void assertThatTroubleWasTyped(AskingThread thread, String why) {
        assertThat(thread.troubles()).isNotEmpty().allSatisfy(trouble -> assertThat(trouble)
                .isInstanceOf(TokenUnavailableException.class)
                .hasMessageContaining(why));
    }

    /** Half of each is fixed, half of it chance, and it doubles up to the fourth: five attempts within some 8 s. */
    private static void assertThatPausesAreThoseOfTheDefault(List<Duration> pauses) {
        assertThat(pauses).hasSizeGreaterThanOrEqualTo(4);
        for (int i = 0; i < 4; i++) {
            Duration most = Duration.ofMillis(500).multipliedBy(1L << i);
            assertThat(pauses.get(i)).isBetween(most.dividedBy(2), most);
        }
    }
}
