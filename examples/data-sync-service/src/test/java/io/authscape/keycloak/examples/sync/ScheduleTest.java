package io.authscape.keycloak.examples.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofHours(1);

    private final SyncStatus status = new SyncStatus();

    @Test
    void afterASuccessTheIntervalCounts() {
        Schedule schedule = new Schedule(stopping -> 3, LONG, Duration.ofSeconds(10), status);

        assertThat(schedule.once()).isEqualTo(LONG);
        assertThat(schedule.once()).isEqualTo(LONG);
        assertThat(status.now().items()).isEqualTo(6);
        assertThat(status.now().lastSuccess()).isNotNull();
    }

    @Test
    void failuresAreCountedUntilTheNextSuccess() {
        Deque<RuntimeException> troubles =
                new ArrayDeque<>(List.of(new IllegalStateException("one"), new IllegalStateException("two")));
        Schedule schedule = new Schedule(
                stopping -> {
                    if (!troubles.isEmpty()) {
                        throw troubles.pop();
                    }
                    return 1;
                },
                LONG,
                Duration.ofSeconds(10),
                status);

        assertThat(schedule.once()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        assertThat(schedule.once()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(status.now().failures()).isEqualTo(2);
        assertThat(status.now().trouble()).isEqualTo("two");
        assertThat(schedule.once()).isEqualTo(LONG);
        assertThat(status.now().failures()).isZero();
        assertThat(status.now().trouble()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "5, 160", "9, 300", "70, 300"})
    void pausesDoubleUpToTheInterval(int failures, int seconds) {
        Schedule schedule = new Schedule(stopping -> 0, Duration.ofMinutes(5), Duration.ofSeconds(10), status);

        assertThat(schedule.pause(failures)).isBetween(Duration.ofMillis(seconds * 500L), Duration.ofSeconds(seconds));
    }

    @Test
    void itEndsWhileItWaits() throws Exception {
        Schedule schedule = new Schedule(stopping -> 0, LONG, LONG, status);
        Thread thread = new Thread(schedule::run);
        thread.start();
        await().atMost(PATIENCE).until(() -> status.now().lastSuccess() != null);

        schedule.stop();

        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void itEndsBetweenTwoItems() throws Exception {
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        Schedule schedule = new Schedule(
                stopping -> {
                    while (!stopping.getAsBoolean()) {
                        inHand.countDown();
                        hold(stopped);
                        done.incrementAndGet();
                    }
                    return done.get();
                },
                LONG,
                LONG,
                status);
        Thread thread = new Thread(schedule::run);
        thread.start();
        inHand.await();

        schedule.stop();
        stopped.countDown();

        thread.join(PATIENCE.toMillis());
        assertThat(thread.isAlive()).isFalse();
        assertThat(done).hasValue(1);
        assertThat(status.now().items()).isEqualTo(1);
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
