package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Members of the seed format whose support comes with a later release. They are refused by name: a member that is
 * silently ignored would be taken for done.
 */
final class LaterFields {

    private static final String SECRETS = "the release with hashed secrets";
    private static final String HARDENING = "the release with network rules";

    private static final Map<String, String> OF_A_CLIENT = Map.of(
            "clientSecretHash", SECRETS,
            "allowedNetworks", HARDENING);
    private static final Map<String, String> OF_A_SECRET = Map.of("hash", SECRETS, "expires", SECRETS);

    private LaterFields() {}

    static void refuse(JsonNode seed, ProblemList problems) {
        JsonPointer clients = JsonPointer.empty().appendProperty("clients");
        for (int i = 0; i < seed.path("clients").size(); i++) {
            JsonNode client = seed.path("clients").path(i);
            refuse(client, OF_A_CLIENT, clients.appendIndex(i), problems);
            refuseSecrets(
                    client.path("clientSecrets"), clients.appendIndex(i).appendProperty("clientSecrets"), problems);
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
        boolean ofAClient = words.length > 3 && words[1].equals("clients");
        return ofAClient
                && (OF_A_CLIENT.containsKey(words[3])
                        || (words.length > 5 && words[3].equals("clientSecrets") && OF_A_SECRET.containsKey(words[5])));
    }

    private static void refuseSecrets(JsonNode secrets, JsonPointer at, ProblemList problems) {
        if (!secrets.isArray()) {
            return;
        }
        for (int i = 0; i < secrets.size(); i++) {
            refuse(secrets.path(i), OF_A_SECRET, at.appendIndex(i), problems);
        }
        if (secrets.size() > 1) {
            problems.error(
                    at.appendIndex(1),
                    "several secrets of one client are part of the seed format, but this version of authscape does not"
                            + " support them yet (planned: " + SECRETS + ")",
                    "keep one entry for now");
        }
    }

    private static void refuse(JsonNode object, Map<String, String> later, JsonPointer at, ProblemList problems) {
        object.fieldNames().forEachRemaining(name -> {
            if (later.containsKey(name)) {
                problems.errorAtName(
                        at.appendProperty(name),
                        "'" + name + "' is part of the seed format, but this version of authscape does not support it"
                                + " yet (planned: " + later.get(name) + ")",
                        "remove it for now");
            }
        });
    }
}
