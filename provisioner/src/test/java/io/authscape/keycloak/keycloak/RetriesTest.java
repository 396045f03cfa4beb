package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.keycloak.KeycloakFailure.Repeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private final List<Duration> pauses = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void whatSucceedsIsNotRepeated() {
        assertThat(run(0, later(Duration.ZERO), 0.0)).isEqualTo("done after 0");
        assertThat(pauses).isEmpty();
    }

    @Test
    void pausesDoubleAndAreHalfChance() {
        assertThat(run(4, later(Duration.ZERO), 0.0)).isEqualTo("done after 4");
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(100L, 200L, 400L, 800L);
        pauses.clear();
        run(4, later(Duration.ZERO), 1.0);
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(200L, 400L, 800L, 1600L);
    }

    @Test
    void afterFiveTriesItGivesUp() {
        assertThatThrownBy(() -> run(99, later(Duration.ZERO), 0.0))
                .isInstanceOf(KeycloakFailure.class)
                .hasMessage("no answer (tried 5 times)");
        assertThat(pauses).hasSize(4);
    }

    @Test
    void whatWillNotPassIsNotRepeated() {
        KeycloakFailure refused = new KeycloakFailure(Kind.REFUSED, "refused");
        assertThatThrownBy(() -> run(1, refused, 0.0)).isSameAs(refused);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aRefusedTokenIsRenewedOnceAndAtOnce() {
        KeycloakFailure expired = new KeycloakFailure(Kind.NOT_ALLOWED, "who?", Repeat.WITH_NEW_TOKEN, Duration.ZERO);
        assertThat(run(1, expired, 0.0)).isEqualTo("done after 1");
        assertThat(pauses).containsExactly(Duration.ZERO);
        assertThatThrownBy(() -> run(2, expired, 0.0)).hasMessage("who? (tried 2 times)");
    }

    @Test
    void whatKeycloakAsksForIsHonouredWithinBounds() {
        run(1, later(Duration.ofSeconds(5)), 0.0);
        run(1, later(Duration.ofHours(1)), 0.0);
        run(1, later(Duration.ofMillis(1)), 0.0);
        assertThat(pauses).extracting(Duration::toMillis).containsExactly(5_000L, 30_000L, 100L);
    }

    @Test
    void noTryBeginsLaterThanAMinuteAfterTheFirst() {
        assertThatThrownBy(() -> run(99, later(Duration.ofSeconds(25)), 0.0)).hasMessage("no answer (tried 3 times)");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void anInterruptEndsIt() {
        Retries retries = new Retries(
                () -> now,
                time -> {
                    throw new InterruptedException();
                },
                () -> 0.0);
        assertThatThrownBy(() -> retries.run(triesBefore -> {
                    throw later(Duration.ZERO);
                }))
                .hasMessage("no answer");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    private String run(int failures, KeycloakFailure failure, double random) {
        Retries retries = new Retries(
                () -> now,
                time -> {
                    pauses.add(time);
                    now = now.plus(time);
                },
                () -> random);
        return retries.run(triesBefore -> {
            if (triesBefore < failures) {
                throw failure;
            }
            return "done after " + triesBefore;
        });
    }

    private static KeycloakFailure later(Duration notBefore) {
        return new KeycloakFailure(Kind.UNREACHABLE, "no answer", Repeat.LATER, notBefore);
    }
}
