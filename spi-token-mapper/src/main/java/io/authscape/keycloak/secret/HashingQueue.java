package io.authscape.keycloak.secret;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who waits, and who is next: one of each client in turn, and a client's own as they came. Not made for several threads.
 *
 * @param <K> a client
 * @param <P> a place in the queue
 */
final class HashingQueue<K, P> {

    private final int most;
    private final Map<K, Deque<P>> clients = new LinkedHashMap<>();
    private int size;

    /** @param most that may wait at once */
    HashingQueue(int most) {
        this.most = most;
    }

    /**
     * Lets somebody wait.
     *
     * @return who has to leave for it: of a full queue, the last one of the client that has most waiting, and of several
     *     such clients the newcomer's. It may be the one that came. Empty: nobody
     */
    Optional<P> join(K client, P place) {
        clients.computeIfAbsent(client, key -> new ArrayDeque<>()).addLast(place);
        size++;
        return size > most ? Optional.of(removeLastOfLongest(client)) : Optional.empty();
    }

    private P removeLastOfLongest(K newcomer) {
        Map.Entry<K, Deque<P>> longest = clients.entrySet().stream()
                .max(Comparator.<Map.Entry<K, Deque<P>>>comparingInt(
                                entry -> entry.getValue().size())
                        .thenComparing(entry -> entry.getKey().equals(newcomer)))
                .orElseThrow();
        P last = longest.getValue().getLast();
        leave(longest.getKey(), last);
        return last;
    }

    Optional<P> next() {
        return clients.values().stream().findFirst().map(Deque::getFirst);
    }

    /** It is the next one's turn; its client's others wait until all other clients have had theirs. */
    void takeNext() {
        Iterator<Map.Entry<K, Deque<P>>> rota = clients.entrySet().iterator();
        Map.Entry<K, Deque<P>> first = rota.next();
        K client = first.getKey();
        Deque<P> places = first.getValue();
        rota.remove();
        places.removeFirst();
        size--;
        if (!places.isEmpty()) {
            clients.put(client, places);
        }
    }

    /** Whether it was still there. */
    boolean leave(K client, P place) {
        Deque<P> places = clients.get(client);
        if (places == null || !places.removeLastOccurrence(place)) {
            return false;
        }
        size--;
        if (places.isEmpty()) {
            clients.remove(client);
        }
        return true;
    }

    Stream<P> of(K client) {
        return clients.getOrDefault(client, new ArrayDeque<>()).stream();
    }
}
