package io.authscape.keycloak.token.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the answers of the two servers differ.
 *
 * @param path the member, {@code json.access_token.payload.iss}
 * @param before the old server's; {@value #ABSENT} if it has none
 * @param after the new one's
 */
public record Deviation(String path, String before, String after) {

    static final String ABSENT = "absent";

    static List<Deviation> between(JsonNode before, JsonNode after) {
        List<Deviation> found = new ArrayList<>();
        compare("", before, after, found);
        return found;
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<Deviation> found) {
        if (before.isObject() && after.isObject()) {
            Set<String> names = new TreeSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            String prefix = path.isEmpty() ? "" : path + ".";
            names.forEach(name -> compare(prefix + name, before.path(name), after.path(name), found));
        } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
            for (int i = 0; i < before.size(); i++) {
                compare(path + "[" + i + "]", before.get(i), after.get(i), found);
            }
        } else if (!before.equals(after)) {
            found.add(new Deviation(path, text(before), text(after)));
        }
    }

    private static String text(JsonNode node) {
        if (node.isMissingNode()) {
            return ABSENT;
        }
        return node.isTextual() ? node.asText() : node.toString();
    }
}
