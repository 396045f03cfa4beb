package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * JSON that remembers where it stood: the tree, and for each pointer the place of its value and of its member name.
 *
 * @param root {@code null} if the text isn't JSON
 */
record JsonDocument(JsonNode root, Map<JsonPointer, Location> values, Map<JsonPointer, Location> names) {

    JsonDocument {
        values = Map.copyOf(values);
        names = Map.copyOf(names);
    }

    /** Where the value stands; for what isn't there, where the next thing around it stands. */
    Location ofValue(JsonPointer pointer) {
        for (JsonPointer at = pointer; at != null; at = at.head()) {
            if (values.containsKey(at)) {
                return values.get(at);
            }
        }
        return Location.START;
    }

    /** Where the member's name stands. */
    Location ofName(JsonPointer pointer) {
        Location name = names.get(pointer);
        return name == null ? ofValue(pointer) : name;
    }
}
