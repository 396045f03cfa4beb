package io.authscape.keycloak.client;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Many threads that do the same at the same moment: virtual ones where this JVM has them. */
final class Crowd {

    private Crowd() {}

    /** Said of what runs, so that a log tells what was tested: "1000 virtual threads". */
    static String described(int size) {
        return size
                + (virtualThreads().isPresent()
                        ? " virtual threads"
                        : " platform threads: this Java has no virtual ones");
    }

    static <T> List<T> of(int size, Supplier<T> work) throws Exception {
        ExecutorService threads = threads();
        try {
            CountDownLatch here = new CountDownLatch(size);
            CountDownLatch start = new CountDownLatch(1);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                running.add(threads.submit(() -> {
                    here.countDown();
                    start.await();
                    return work.get();
                }));
            }
            here.await();
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get(2, TimeUnit.MINUTES));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static ExecutorService threads() {
        return virtualThreads()
                .map(factory -> {
                    try {
                        return (ExecutorService) factory.invoke(null);
                    } catch (ReflectiveOperationException e) {
                        throw new LinkageError(e.getMessage(), e);
                    }
                })
                .orElseGet(Executors::newCachedThreadPool);
    }

    /** Java 21 or newer; this is compiled for 17. */
    private static Optional<Method> virtualThreads() {
        try {
            return Optional.of(Executors.class.getMethod("newVirtualThreadPerTaskExecutor"));
        } catch (NoSuchMethodException before21) {
            return Optional.empty();
        }
    }
}
