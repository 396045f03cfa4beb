package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashingGateTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final ClientKey A = new ClientKey("realm", "a");
    private static final ClientKey B = new ClientKey("realm", "b");

    private static final long BURNT = 20_000_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void itRestsLongerThanItHasWorked() {
        HashingPace pace = new HashingPace();
        assertThat(pace.pause(-7)).isZero();

        pace.worked(1_000, 300);

        assertThat(pace.pause(1_300)).isEqualTo(600);
        assertThat(pace.pause(1_900)).isZero();
    }

    @Test
    void oneWorksAtATime() {
        HashingGate gate = new HashingGate(32, LONG, System::nanoTime);
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            all.add(start(gate, i % 2 == 0 ? A : B, () -> {
                most.accumulateAndGet(working.incrementAndGet(), Math::max);
                burn(1_000_000);
                working.decrementAndGet();
                return number;
            }));
        }

        assertThat(all.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(190);
        assertThat(most).hasValue(1);
    }

    @Test
    void aFailureEndsATurn() throws Exception {
        HashingGate gate = new HashingGate(1, LONG, System::nanoTime);

        assertThatThrownBy(() -> gate.pass(A, Optional::empty, () -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
        assertThat(gate.pass(A, Optional::<Integer>empty, () -> 1)).isEqualTo(1);
    }

    @Test
    void whatWasFoundOutMeanwhileNeedsNoTurn() {
        HashingGate gate = new HashingGate(32, LONG, System::nanoTime);
        CountDownLatch hold = new CountDownLatch(1);
        AtomicReference<String> memory = new AtomicReference<>();
        CompletableFuture<String> working = working(gate, B, hold);
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(
                () -> pass(
                        gate,
                        A,
                        () -> {
                            asked.incrementAndGet();
                            return Optional.ofNullable(memory.get());
                        },
                        () -> "compared"),
                threads);
        await().until(() -> asked.get() > 0);

        memory.set("remembered");
        gate.recheck(A);

        assertThat(waiting.join()).isEqualTo("remembered");
        assertThat(working).isNotDone();
        hold.countDown();
        working.join();
    }

    @Test
    void aFullQueueTurnsAwayTheClientThatFillsIt() {
        HashingGate gate = new HashingGate(2, LONG, System::nanoTime);
        CountDownLatch hold = new CountDownLatch(1);
        CompletableFuture<String> working = working(gate, A, hold);
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(start(gate, A, () -> "a"));
        }
        await().until(() -> refused(waiting) == 1);

        CompletableFuture<String> other = start(gate, B, () -> "b");
        await().until(() -> refused(waiting) == 2);

        hold.countDown();
        assertThat(other.join()).isEqualTo("b");
        assertThat(working.join()).isEqualTo("released");
        await().until(() -> waiting.stream().allMatch(CompletableFuture::isDone));
        assertThat(refused(waiting)).isEqualTo(2);
    }

    @Test
    void nobodyWaitsForEver() throws Exception {
        HashingGate gate = new HashingGate(32, Duration.ofMillis(250), System::nanoTime);
        CountDownLatch hold = new CountDownLatch(1);
        CompletableFuture<String> working = working(gate, A, hold);

        assertThatThrownBy(() -> gate.pass(B, Optional::<String>empty, () -> "b"))
                .isInstanceOf(HashingBusyException.class);

        hold.countDown();
        working.join();
        assertThat(gate.pass(B, Optional::<String>empty, () -> "b")).isEqualTo("b");
    }

    /** The clock goes only when it is looked at, so that a pause is told by how often that is. */
    @Test
    void theNextStartsOnlyAfterThePause() throws Exception {
        long[] now = {0};
        List<Long> starts = new ArrayList<>();
        HashingGate gate = new HashingGate(32, LONG, () -> now[0] += 1_000_000);

        for (int i = 0; i < 3; i++) {
            gate.pass(A, Optional::empty, () -> {
                starts.add(now[0]);
                return burn(BURNT);
            });
        }

        assertThat(starts.get(1) - starts.get(0)).isGreaterThan(3 * BURNT - 2_000_000);
        assertThat(starts.get(2) - starts.get(1)).isGreaterThan(3 * BURNT - 2_000_000);
    }

    private static int burn(long nanos) {
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        long end = cpu.getCurrentThreadCpuTime() + nanos;
        int turns = 0;
        while (cpu.getCurrentThreadCpuTime() < end) {
            turns++;
        }
        return turns;
    }

    private <T> CompletableFuture<T> start(HashingGate gate, ClientKey client, Supplier<T> work) {
        return CompletableFuture.supplyAsync(() -> pass(gate, client, Optional::empty, work), threads);
    }

    /** Somebody whose turn it is when this returns, until it is let go. */
    private CompletableFuture<String> working(HashingGate gate, ClientKey client, CountDownLatch hold) {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<String> working = start(gate, client, () -> {
            started.countDown();
            return released(hold);
        });
        released(started);
        return working;
    }

    private static <T> T pass(HashingGate gate, ClientKey client, Supplier<Optional<T>> remembered, Supplier<T> work) {
        try {
            return gate.pass(client, remembered, work);
        } catch (HashingBusyException busy) {
            throw new CompletionException(busy);
        }
    }

    private static String released(CountDownLatch hold) {
        try {
            hold.await();
            return "released";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> long refused(List<CompletableFuture<T>> all) {
        return all.stream().filter(CompletableFuture::isCompletedExceptionally).count();
    }
}
