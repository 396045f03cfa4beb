package io.authscape.keycloak.client;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Threads of an authenticator: one per running request, which ends when it has nothing to do, and a clock. None keeps the
 * JVM alive. Callers, virtual threads among them, only wait.
 */
final class Workers implements AutoCloseable {

    private final ExecutorService requests = Executors.newCachedThreadPool(daemon("authscape-token"));
    private final ScheduledExecutorService clock = clock();

    private static ScheduledExecutorService clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, daemon("authscape-token-clock"));
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Does it at once, on another thread. */
    void execute(Runnable work) {
        requests.execute(work);
    }

    /** Does something short later on, unless this was closed by then. */
    void after(Duration delay, Runnable work) {
        try {
            ScheduledFuture<?> unused = clock.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            // Then it isn't needed any more.
        }
    }

    /** Interrupts what runs. */
    @Override
    public void close() {
        clock.shutdownNow();
        requests.shutdownNow();
    }
}
