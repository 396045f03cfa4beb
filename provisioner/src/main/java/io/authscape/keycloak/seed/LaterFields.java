package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Members of the seed format whose support comes with a later release. They are refused by name: a member that is
 * silently ignored would be taken for done.
 */
final class LaterFields {

    private static final String PROVISIONING = "the release with plan, prune and overlays";
    private static final String SECRETS = "the release with hashed secrets";
    private static final String HARDENING = "the release with network rules";

    private static final Map<String, String> OF_A_CLIENT = Map.of(
            "clientSecrets", PROVISIONING,
            "clientSecretHash", SECRETS,
            "allowedNetworks", HARDENING);

    private LaterFields() {}

    static void refuse(JsonNode seed, ProblemList problems) {
        JsonPointer clients = JsonPointer.empty().appendProperty("clients");
        for (int i = 0; i < seed.path("clients").size(); i++) {
            JsonNode client = seed.path("clients").path(i);
            refuse(client, clients.appendIndex(i), problems);
            if ("hashed".equals(client.path("secretStorage").asText())) {
                problems.error(
                        clients.appendIndex(i).appendProperty("secretStorage"),
                        "'hashed' is part of the seed format, but this version of authscape does not support it yet"
                                + " (planned: " + SECRETS + ")",
                        "write 'plain' or leave it out");
            }
        }
    }

    /** Whether the pointer leads to or into a member that is refused anyway, so that its content needs no words. */
    static boolean cover(JsonPointer at) {
        String[] words = at.toString().split("/", -1);
        return words.length > 3 && words[1].equals("clients") && OF_A_CLIENT.containsKey(words[3]);
    }

    private static void refuse(JsonNode client, JsonPointer at, ProblemList problems) {
        client.fieldNames().forEachRemaining(name -> {
            if (OF_A_CLIENT.containsKey(name)) {
                problems.errorAtName(
                        at.appendProperty(name),
                        "'" + name + "' is part of the seed format, but this version of authscape does not support it"
                                + " yet (planned: " + OF_A_CLIENT.get(name) + ")",
                        "remove it for now");
            }
        });
    }
}
