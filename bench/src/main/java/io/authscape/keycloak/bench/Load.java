package io.authscape.keycloak.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many requests over several connections, each sent when the one before it was answered.
 *
 * @param perSecond answers per second, from the first request to the last answer
 * @param p50 milliseconds that half of the requests stayed below
 * @param p99 the same of 99 %
 */
record Load(double perSecond, double p50, double p99) {

    /** Sends the requests of a target in turn; each has to be answered as the target says. */
    static Load run(Target target, int connections, int requests) throws InterruptedException {
        long[] nanos = new long[requests];
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        long start = System.nanoTime();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> send(target, next, nanos)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a request failed", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        return new Load(requests / seconds, percentile(nanos, 0.5), percentile(nanos, 0.99));
    }

    private static Void send(Target target, AtomicInteger next, long[] nanos) throws IOException {
        try (KeepAliveConnection connection = new KeepAliveConnection(target.port())) {
            for (int i = next.getAndIncrement(); i < nanos.length; i = next.getAndIncrement()) {
                long start = System.nanoTime();
                int status = connection.send(
                        target.requests().get(i % target.requests().size()));
                nanos[i] = System.nanoTime() - start;
                if (status != target.status()) {
                    throw new IllegalStateException("status " + status + ": " + connection.body());
                }
            }
            return null;
        }
    }

    private static double percentile(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }
}
