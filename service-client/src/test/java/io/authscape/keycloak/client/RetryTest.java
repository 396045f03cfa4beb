package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryTest {

    private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");

    private final Retry retry = new Retry(100, Duration.ofMillis(500), Duration.ofSeconds(8));

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "5, 8000", "6, 8000", "99, 8000"})
    void pausesDoubleUpToTheLongestAndAreHalfChance(int attempt, long most) {
        Set<Duration> pauses = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Duration pause = retry.pause(attempt, RandomGenerator.getDefault());
            assertThat(pause).isBetween(Duration.ofMillis(most / 2), Duration.ofMillis(most));
            pauses.add(pause);
        }
        assertThat(pauses).hasSizeGreaterThan(10);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Retry(0, Duration.ZERO, Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retry(1, Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Retry(1, Duration.ofSeconds(-1), Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT7S",
        "0, PT0S",
        "-5, PT0S",
        "'Sat, 28 Nov 2026 20:00:30 GMT', PT30S",
        "'Sat, 28 Nov 2026 19:00:30 GMT', PT0S",
    })
    void retryAfterIsSecondsOrADate(String header, Duration wait) {
        assertThat(retryAfter(header)).contains(wait);
    }

    @Test
    void anUnreadableRetryAfterIsNone() {
        assertThat(retryAfter("soon")).isEmpty();
        assertThat(RetryAfter.of(HttpHeaders.of(Map.of(), (name, value) -> true), NOW))
                .isEmpty();
    }

    private static Optional<Duration> retryAfter(String header) {
        return RetryAfter.of(HttpHeaders.of(Map.of("Retry-After", List.of(header)), (name, value) -> true), NOW);
    }
}
