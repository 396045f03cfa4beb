package io.authscape.keycloak.client;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a token's age and the pauses are measured by.
 *
 * @param clock by which a token ends, and which may be set
 * @param ticker nanoseconds that only go forward, from wherever they began: for pauses
 * @param pauseAfterFailure for how long a failure, or a token that an API refused at once, is not tried again
 */
record Timing(InstantSource clock, LongSupplier ticker, Duration pauseAfterFailure) {

    /** In milliseconds since 1970. */
    long now() {
        return clock.millis();
    }

    long tick() {
        return ticker.getAsLong();
    }

    /** Whether so little time has gone by since that tick that nothing is tried again. */
    boolean isPaused(long since) {
        return tick() - since < pauseAfterFailure.toNanos();
    }
}
