package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Members of the seed format whose support comes with a later release. They are refused by name: a member that is
 * silently ignored would be taken for done.
 */
final class LaterFields {

    private static final Map<String, String> OF_A_CLIENT = Map.of("allowedNetworks", "the release with network rules");

    private LaterFields() {}

    static void refuse(JsonNode seed, ProblemList problems) {
        JsonPointer clients = JsonPointer.empty().appendProperty("clients");
        for (int i = 0; i < seed.path("clients").size(); i++) {
            JsonPointer at = clients.appendIndex(i);
            seed.path("clients").path(i).fieldNames().forEachRemaining(name -> refuse(name, at, problems));
        }
    }

    private static void refuse(String name, JsonPointer client, ProblemList problems) {
        if (OF_A_CLIENT.containsKey(name)) {
            problems.errorAtName(
                    client.appendProperty(name),
                    "'" + name + "' is part of the seed format, but this version of authscape does not support it yet"
                            + " (planned: " + OF_A_CLIENT.get(name) + ")",
                    "remove it for now");
        }
    }

    /** Whether the pointer leads to or into a member that is refused anyway, so that its content needs no words. */
    static boolean cover(JsonPointer at) {
        String[] words = at.toString().split("/", -1);
        return words.length > 3 && words[1].equals("clients") && OF_A_CLIENT.containsKey(words[3]);
    }
}
