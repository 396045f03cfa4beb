package io.authscape.keycloak.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where an answer isn't the captured one.
 *
 * @param path the member, {@code json.access_token.payload.iss}
 * @param captured what stands there in the capture; {@value #ABSENT} if nothing does
 * @param answered the same of our answer
 */
record Difference(String path, String captured, String answered) {

    static final String ABSENT = "absent";

    static List<Difference> between(JsonNode captured, JsonNode answered) {
        List<Difference> found = new ArrayList<>();
        compare("", captured, answered, found);
        return found;
    }

    private static void compare(String path, JsonNode captured, JsonNode answered, List<Difference> found) {
        if (captured.isObject() && answered.isObject()) {
            Set<String> names = new TreeSet<>();
            captured.fieldNames().forEachRemaining(names::add);
            answered.fieldNames().forEachRemaining(names::add);
            String prefix = path.isEmpty() ? "" : path + ".";
            names.forEach(name -> compare(prefix + name, captured.path(name), answered.path(name), found));
        } else if (captured.isArray() && answered.isArray() && captured.size() == answered.size()) {
            for (int i = 0; i < captured.size(); i++) {
                compare(path + "[" + i + "]", captured.get(i), answered.get(i), found);
            }
        } else if (!captured.equals(answered)) {
            found.add(new Difference(path, text(captured), text(answered)));
        }
    }

    private static String text(JsonNode node) {
        if (node.isMissingNode()) {
            return ABSENT;
        }
        return node.isTextual() ? node.asText() : node.toString();
    }

    @Override
    public String toString() {
        return path + ": captured " + captured + ", answered " + answered;
    }
}
