package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HashingQueueTest {

    private final HashingQueue<String, String> queue = new HashingQueue<>(4);

    @Test
    void clientsTakeTurns() {
        join("a1", "a2", "a3", "b1");

        assertThat(all()).containsExactly("a1", "b1", "a2", "a3");
    }

    @Test
    void whoeverHadATurnStandsBehindThoseWhoHadNone() {
        join("a1", "a2");
        queue.takeNext();
        join("b1", "a3");

        assertThat(all()).containsExactly("a2", "b1", "a3");
    }

    @Test
    void theClientThatHasMostWaitingMakesRoom() {
        join("a1", "a2", "a3", "b1");

        assertThat(queue.join("c", "c1")).contains("a3");
        assertThat(queue.join("b", "b2")).contains("b2");
        assertThat(queue.join("a", "a4")).contains("a4");
        assertThat(all()).containsExactly("a1", "b1", "c1", "a2");
    }

    /** Nobody who has waited makes room for somebody who has no more right to it. */
    @Test
    void amongEqualsTheNewcomerGoes() {
        join("a1", "b1", "c1", "d1");

        assertThat(queue.join("e", "e1")).contains("e1");
        assertThat(all()).containsExactly("a1", "b1", "c1", "d1");
    }

    @Test
    void whoeverLeavesIsGoneOnce() {
        join("a1", "a2", "b1");

        assertThat(queue.leave("a", "a1")).isTrue();
        assertThat(queue.leave("a", "a1")).isFalse();
        assertThat(queue.leave("c", "c1")).isFalse();
        assertThat(queue.of("a")).containsExactly("a2");
        assertThat(all()).containsExactly("a2", "b1");
        assertThat(queue.of("a")).isEmpty();
    }

    @Test
    void thoseWhoLeftDontFillTheQueue() {
        join("a1", "a2", "a3", "a4");
        queue.leave("a", "a2");
        queue.takeNext();

        assertThat(queue.join("a", "a5")).isEmpty();
        assertThat(queue.join("a", "a6")).isEmpty();
        assertThat(queue.join("a", "a7")).contains("a7");
    }

    private void join(String... places) {
        for (String place : places) {
            assertThat(queue.join(place.substring(0, 1), place)).isEmpty();
        }
    }

    private List<String> all() {
        List<String> order = new ArrayList<>();
        for (Optional<String> next = queue.next(); next.isPresent(); next = queue.next()) {
            order.add(next.get());
            queue.takeNext();
        }
        return order;
    }
}
