package io.authscape.keycloak.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Time that passes when a test says so. */
final class TestClock implements InstantSource {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final AtomicLong ticks = new AtomicLong();

    @Override
    public Instant instant() {
        return now.get();
    }

    /** For pauses, which are not measured by what may be set. */
    long ticks() {
        return ticks.get();
    }

    /** As when it is set right: time itself goes on. */
    void stepBack(Duration time) {
        now.updateAndGet(before -> before.minus(time));
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        ticks.addAndGet(time.toNanos());
    }
}
