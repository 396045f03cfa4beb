package io.authscape.keycloak.secret;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;

/**
 * Tells by Keycloak's own metrics that somebody guesses secrets: {@code authscape_secret_hashing_seconds_total}, CPU time
 * of slow comparisons, and {@code authscape_secret_turned_away_total}, requests answered with 503.
 */
final class HashingMetrics {

    private static final double NANOSECONDS = 1e9;

    private static final Counter HASHING = Counter.builder("authscape.secret.hashing")
            .baseUnit("seconds")
            .description("CPU seconds that comparing secrets with slow hashes took")
            .register(Metrics.globalRegistry);

    private static final Counter TURNED_AWAY = Counter.builder("authscape.secret.turned.away")
            .description("Requests turned away because too many secrets waited to be compared")
            .register(Metrics.globalRegistry);

    private HashingMetrics() {}

    /** Has both told as zero, before there is anything to count. */
    static void begin() {
        HASHING.increment(0);
        TURNED_AWAY.increment(0);
    }

    /** Notes a comparison, by the nanoseconds of CPU that it took. */
    static void compared(long cpu) {
        HASHING.increment(cpu / NANOSECONDS);
    }

    static void turnedAway() {
        TURNED_AWAY.increment();
    }
}
