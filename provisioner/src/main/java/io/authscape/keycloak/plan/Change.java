package io.authscape.keycloak.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One value that changes.
 *
 * @param before {@code null} if there was none
 */
public record Change<K>(K key, String before, String after) {

    /** What has to change so that {@code actual} holds all that is wanted; whatever else it holds doesn't matter. */
    static <K> List<Change<K>> between(Map<K, String> actual, Map<K, String> wanted) {
        List<Change<K>> changes = new ArrayList<>();
        wanted.forEach((key, value) -> {
            String before = actual.get(key);
            // Keycloak keeps no empty texts: what is empty in the seed is absent there.
            if (!value.equals(before == null ? "" : before)) {
                changes.add(new Change<>(key, before, value));
            }
        });
        return changes;
    }
}
