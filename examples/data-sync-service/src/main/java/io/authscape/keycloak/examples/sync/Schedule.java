package io.authscape.keycloak.examples.sync;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Syncs at an interval, and after a failure sooner, in pauses that double up to the interval. */
final class Schedule {

    private static final Logger LOG = System.getLogger("data-sync");
    private static final int MOST_DOUBLINGS = 20;

    private final Sync sync;
    private final Duration interval;
    private final Duration backOff;
    private final SyncStatus status;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final RandomGenerator random = RandomGenerator.getDefault();

    Schedule(Sync sync, Duration interval, Duration backOff, SyncStatus status) {
        this.sync = sync;
        this.interval = interval;
        this.backOff = backOff;
        this.status = status;
    }

    /** Until {@link #stop()} is called, or this thread is interrupted. */
    void run() {
        try {
            Duration pause;
            do {
                pause = once();
            } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Syncs, and says how long to wait for the next time. */
    Duration once() {
        try {
            int items = sync.run(this::isStopping);
            status.succeeded(items);
            LOG.log(Level.INFO, "synced {0} items, next in {1}", items, interval);
            return interval;
        } catch (RuntimeException e) {
            // The service outlives whatever happens to one sync; messages of the client say why and hold no secret.
            int failures = status.failed(e.getMessage());
            Duration pause = pause(failures);
            LOG.log(Level.WARNING, "sync failed ({0} in a row), next in {1}: {2}", failures, pause, e.getMessage());
            LOG.log(Level.DEBUG, "sync failed", e);
            return pause;
        }
    }

    /** At least half of it is fixed: many services that failed together don't come back together. */
    Duration pause(int failures) {
        Duration doubled = backOff.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        long most = (doubled.compareTo(interval) < 0 ? doubled : interval).toMillis();
        return Duration.ofMillis(most - random.nextLong(most / 2 + 1));
    }

    /** Ends after the item that is being worked on. */
    void stop() {
        stop.countDown();
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }
}
