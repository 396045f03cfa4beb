package io.authscape.keycloak.secret;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Tells once a minute that secrets can't be compared as fast as they come: a line for each would be the next flood. */
final class BusyLog {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final AtomicLong turnedAway = new AtomicLong();
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    BusyLog(Logger log) {
        this.log = log;
    }

    void told() {
        turnedAway.incrementAndGet();
        long due = next.get();
        long now = System.nanoTime();
        if (now - due >= 0 && next.compareAndSet(due, now + MINUTE)) {
            log.warnf(
                    "More client secrets come than may be compared: %d requests were answered with 503 since this was"
                            + " last told. The events CLIENT_LOGIN_ERROR tell for which clients.",
                    turnedAway.getAndSet(0));
        }
    }
}
