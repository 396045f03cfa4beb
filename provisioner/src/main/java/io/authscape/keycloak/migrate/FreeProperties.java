package io.authscape.keycloak.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Properties that people are free to fill, without those that look like a secret: a seed is no place for one. */
final class FreeProperties {

    private static final Pattern SECRET = Pattern.compile(
            "secret|passw|pwd|api_?-?key|private_?-?key|connection_?-?string|token$", Pattern.CASE_INSENSITIVE);

    private FreeProperties() {}

    /** Empty if nothing is left. */
    static Optional<JsonNode> of(JsonNode object, String column, Notes notes) {
        ObjectNode kept = object.deepCopy();
        clean(kept, column, notes);
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }

    private static void clean(JsonNode node, String column, Notes notes) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (SECRET.matcher(name).find()) {
                    object.remove(name);
                    notes.leftOut(
                            column,
                            Quoted.of(name) + " looks like a secret",
                            "if it isn't one, add it to the seed by hand");
                }
            }
        }
        node.forEach(child -> clean(child, column, notes));
    }
}
