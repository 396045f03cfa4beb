package io.authscape.keycloak.connect;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Many requests from several threads, until all are sent, the time is over or enough has gone wrong. */
final class Barrage {

    /** Each thread waits for its server most of the time. */
    private static final int THREADS = 4;

    private static final int ENOUGH = 10;

    private final long seed;
    private final Instant end;
    private final Queue<String> findings = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();

    Barrage(long seed, Duration atMost) {
        this.seed = seed;
        this.end = Instant.now().plus(atMost);
    }

    /** One request, and what is wrong with its answer. */
    interface Shot {
        Optional<String> fire(Chance chance, Connections connections);
    }

    /** A thread's connections, one to each server. */
    static final class Connections implements AutoCloseable {

        private final Map<URI, RawConnection> open = new HashMap<>();

        RawConnection to(URI server) {
            return open.computeIfAbsent(server, RawConnection::new);
        }

        @Override
        public void close() {
            open.values().forEach(RawConnection::close);
        }
    }

    /** Sends the requests of these numbers. */
    Barrage fire(int from, int count, Shot shot) {
        AtomicInteger next = new AtomicInteger(from);
        List<Thread> threads = Stream.generate(() -> new Thread(() -> run(next, from + count, shot)))
                .limit(THREADS)
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(Barrage::join);
        return this;
    }

    private void run(AtomicInteger next, int end, Shot shot) {
        try (Connections connections = new Connections()) {
            for (int number = next.getAndIncrement(); number < end && goesOn(); number = next.getAndIncrement()) {
                fire(number, shot, connections);
            }
        }
    }

    private void fire(int number, Shot shot, Connections connections) {
        Optional<String> finding;
        try {
            finding = shot.fire(new Chance(seed, number), connections);
        } catch (RuntimeException e) {
            finding = Optional.of(e.toString());
        }
        sent.incrementAndGet();
        finding.ifPresent(wrong -> findings.add("Request " + number + " of seed " + seed + ": " + wrong));
    }

    private boolean goesOn() {
        return findings.size() < ENOUGH && Instant.now().isBefore(end);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    int sent() {
        return sent.get();
    }
}
