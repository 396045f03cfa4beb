package io.authscape.keycloak.keycloak;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Does the same to many things over a few connections at once. */
final class Parallel {

    private Parallel() {}

    /**
     * Returns when everything is done. The first failure ends it: what has begun is finished, nothing else begins, and
     * the failure is thrown.
     */
    static <T> void forEach(int connections, Collection<T> items, Consumer<T> work) {
        ConcurrentLinkedQueue<T> waiting = new ConcurrentLinkedQueue<>(items);
        AtomicBoolean failed = new AtomicBoolean();
        Runnable worker = () -> {
            try {
                for (T item = waiting.poll(); item != null && !failed.get(); item = waiting.poll()) {
                    work.accept(item);
                }
            } catch (RuntimeException e) {
                failed.set(true);
                throw e;
            }
        };
        int workers = Math.min(connections, items.size());
        if (workers < 2) {
            worker.run();
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(workers, Parallel::daemon);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                running.add(threads.submit(worker));
            }
            await(running);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(List<Future<?>> running) {
        RuntimeException first = null;
        for (Future<?> worker : running) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                first = first == null && e.getCause() instanceof RuntimeException failure ? failure : first;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KeycloakFailure(KeycloakFailure.Kind.UNREACHABLE, "interrupted");
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** A process that is told to end doesn't wait for an answer. */
    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "keycloak");
        thread.setDaemon(true);
        return thread;
    }
}
