package io.authscape.keycloak.secret;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Where slow comparisons wait for their turn, so that nobody who sends wrong secrets takes the server from others: one
 * runs at a time, all of them take a third of one core at most, and clients take turns.
 */
final class HashingGate {

    /** Each holds one of Keycloak's threads, of which there are at least 50. */
    static final int MOST_WAITING = 32;

    static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ReentrantLock lock = new ReentrantLock();
    private final HashingQueue<ClientKey, Place> queue;
    private final HashingPace pace = new HashingPace();
    private final long longestWait;
    private final LongSupplier clock;
    private boolean working;

    HashingGate() {
        this(MOST_WAITING, LONGEST_WAIT, System::nanoTime);
    }

    HashingGate(int mostWaiting, Duration longestWait, LongSupplier clock) {
        this.queue = new HashingQueue<>(mostWaiting);
        this.longestWait = longestWait.toNanos();
        this.clock = clock;
    }

    /**
     * Compares when it is this client's turn.
     *
     * @param remembered asked when somebody else may have found it out meanwhile; must not block
     * @param comparison what costs time; nothing else runs beside it
     * @throws HashingBusyException too many wait, or it has waited too long
     */
    <T> T pass(ClientKey client, Supplier<Optional<T>> remembered, Supplier<T> comparison) throws HashingBusyException {
        Optional<T> known = awaitTurn(client, remembered);
        if (known.isPresent()) {
            return known.get();
        }
        long start = clock.getAsLong();
        long cpu = cpuTime();
        try {
            return comparison.get();
        } finally {
            long elapsed = clock.getAsLong() - start;
            done(start, cpu < 0 ? elapsed : cpuTime() - cpu);
        }
    }

    /** Tells those who wait for this client that there is something new to remember. */
    void recheck(ClientKey client) {
        lock.lock();
        try {
            queue.of(client).forEach(place -> place.signal.signal());
        } finally {
            lock.unlock();
        }
    }

    /** Whoever comes out without an answer works, and nobody else does. */
    private <T> Optional<T> awaitTurn(ClientKey client, Supplier<Optional<T>> remembered) throws HashingBusyException {
        long deadline = clock.getAsLong() + longestWait;
        lock.lock();
        Place place = new Place(lock.newCondition());
        try {
            queue.join(client, place).ifPresent(Place::turnAway);
            return awaitTurn(place, deadline, remembered);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new HashingBusyException();
        } finally {
            if (queue.leave(client, place)) {
                wakeNext();
            }
            lock.unlock();
        }
    }

    private <T> Optional<T> awaitTurn(Place place, long deadline, Supplier<Optional<T>> remembered)
            throws HashingBusyException, InterruptedException {
        while (true) {
            Optional<T> known = remembered.get();
            if (known.isPresent()) {
                return known;
            }
            long now = clock.getAsLong();
            if (place.turnedAway || now - deadline >= 0) {
                throw new HashingBusyException();
            }
            boolean next = !working && queue.next().filter(place::equals).isPresent();
            if (next && pace.pause(now) <= 0) {
                queue.takeNext();
                working = true;
                return Optional.empty();
            }
            place.signal.awaitNanos(next ? Math.min(pace.pause(now), deadline - now) : deadline - now);
        }
    }

    private void done(long start, long cpu) {
        lock.lock();
        try {
            working = false;
            pace.worked(start, cpu);
            wakeNext();
        } finally {
            lock.unlock();
        }
        HashingMetrics.compared(cpu);
    }

    private void wakeNext() {
        queue.next().ifPresent(place -> place.signal.signal());
    }

    private static long cpuTime() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : -1;
    }

    private static final class Place {

        private final Condition signal;
        private boolean turnedAway;

        Place(Condition signal) {
            this.signal = signal;
        }

        void turnAway() {
            turnedAway = true;
            signal.signal();
        }
    }
}
