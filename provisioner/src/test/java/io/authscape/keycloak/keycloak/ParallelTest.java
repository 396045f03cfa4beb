package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParallelTest {

    private static final List<Integer> MANY = IntStream.range(0, 1_000).boxed().toList();

    @Test
    void everythingIsDoneOnceByNoMoreThanSoMany() {
        Queue<Integer> done = new ConcurrentLinkedQueue<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Parallel.forEach(4, MANY, item -> {
            threads.add(Thread.currentThread());
            done.add(item);
        });
        assertThat(done).containsExactlyInAnyOrderElementsOf(MANY);
        assertThat(threads).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void thingsHappenAtTheSameTime() {
        CountDownLatch bothAreHere = new CountDownLatch(2);
        Parallel.forEach(2, List.of(1, 2), item -> {
            bothAreHere.countDown();
            try {
                bothAreHere.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(bothAreHere.getCount()).isZero();
    }

    @Test
    void aFailureEndsIt() {
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> Parallel.forEach(3, MANY, item -> {
                    begun.incrementAndGet();
                    throw new IllegalStateException("no " + item);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no ");
        assertThat(begun.get()).isLessThanOrEqualTo(3);
    }

    @Test
    void aFailureEndsItForTheOthersToo() {
        AtomicInteger done = new AtomicInteger();
        assertThatThrownBy(() -> Parallel.forEach(2, MANY, item -> {
                    if (item == 0) {
                        throw new IllegalStateException("no");
                    }
                    LockSupport.parkNanos(1_000_000);
                    done.incrementAndGet();
                }))
                .hasMessage("no");
        assertThat(done).hasValueLessThan(MANY.size() / 2);
    }

    @Test
    void nothingIsNothing() {
        Parallel.forEach(8, List.of(), item -> {
            throw new AssertionError();
        });
    }
}
