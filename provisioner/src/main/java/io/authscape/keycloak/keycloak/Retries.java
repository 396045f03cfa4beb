package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.keycloak.KeycloakFailure.Repeat;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;

/**
 * Repeats a request that may succeed a little later: five tries, further and further apart, and none that begins later
 * than a minute after the first. Has no state, so any number of threads may share it.
 */
final class Retries {

    /** Sleeps. */
    interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    static final int TRIES = 5;

    /** In ms, for tests of outages: they wait for hundreds of them. */
    private static final String FIRST_PAUSE_PROPERTY = "authscape.retries.first-pause";

    private static final Duration FIRST_PAUSE = Duration.ofMillis(Long.getLong(FIRST_PAUSE_PROPERTY, 200));
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
    /** The longest {@code Retry-After} that is honoured. */
    private static final Duration LONGEST_NOT_BEFORE = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Pause pause;
    private final DoubleSupplier random;

    Retries() {
        this(InstantSource.system(), time -> Thread.sleep(time.toMillis()), () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    /**
     * @param random from 0 up to 1
     */
    Retries(InstantSource clock, Pause pause, DoubleSupplier random) {
        this.clock = clock;
        this.pause = pause;
        this.random = random;
    }

    /**
     * Runs it until it succeeds.
     *
     * @param attempt gets the number of the tries before it, whose outcome nobody knows
     * @throws KeycloakFailure the last one, if repeating it makes no sense (any more)
     */
    <T> T run(IntFunction<T> attempt) {
        Instant begin = clock.instant();
        boolean renewed = false;
        for (int tries = 1; ; tries++) {
            try {
                return attempt.apply(tries - 1);
            } catch (KeycloakFailure e) {
                boolean renew = e.repeat() == Repeat.WITH_NEW_TOKEN && !renewed;
                Duration time = renew ? Duration.ZERO : pauseAfter(tries, e);
                boolean late = clock.instant().plus(time).isAfter(begin.plus(PATIENCE));
                if (tries == TRIES || late || !(renew || e.mayPass()) || !sleep(time)) {
                    throw tries == 1 ? e : e.afterTries(tries);
                }
                renewed |= renew;
            }
        }
    }

    /** Half of it is chance: threads that failed together should not come back together. */
    private Duration pauseAfter(int tries, KeycloakFailure failure) {
        Duration half = shorter(FIRST_PAUSE.multipliedBy(1L << (tries - 1)), LONGEST_PAUSE)
                .dividedBy(2);
        Duration own = half.plusMillis((long) (random.getAsDouble() * (double) half.toMillis()));
        Duration asked = shorter(failure.notBefore(), LONGEST_NOT_BEFORE);
        return asked.compareTo(own) > 0 ? asked : own;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private boolean sleep(Duration time) {
        try {
            pause.last(time);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
