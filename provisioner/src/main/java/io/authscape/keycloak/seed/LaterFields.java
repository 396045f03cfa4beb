package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * Members of the seed format whose support comes with a later release. They are refused by name: a member that is
 * silently ignored would be taken for done.
 */
final class LaterFields {

    private static final String WIRE = "the release with the whole wire contract";
    private static final String PROVISIONING = "the release with plan, prune and overlays";
    private static final String SECRETS = "the release with hashed secrets";
    private static final String HARDENING = "the release with network rules";

    private static final Map<String, String> OF_THE_SEED = Map.of("roles", WIRE);
    private static final Map<String, String> OF_A_SCOPE =
            Map.of("displayNames", WIRE, "descriptions", WIRE, "properties", WIRE);
    private static final Map<String, String> OF_A_CLIENT = Map.ofEntries(
            Map.entry("applicationType", WIRE),
            Map.entry("clientType", WIRE),
            Map.entry("consentType", WIRE),
            Map.entry("displayNames", WIRE),
            Map.entry("description", WIRE),
            Map.entry("jsonWebKeySet", WIRE),
            Map.entry("postLogoutRedirectUris", WIRE),
            Map.entry("properties", WIRE),
            Map.entry("redirectUris", WIRE),
            Map.entry("requirements", WIRE),
            Map.entry("settings", WIRE),
            Map.entry("claims", WIRE),
            Map.entry("actsAs", WIRE),
            Map.entry("subject", WIRE),
            Map.entry("clientSecrets", PROVISIONING),
            Map.entry("clientSecretHash", SECRETS),
            Map.entry("allowedNetworks", HARDENING));

    private LaterFields() {}

    static void refuse(JsonNode seed, ProblemList problems) {
        refuse(seed, JsonPointer.empty(), OF_THE_SEED, problems);
        refuseInEach(seed, "scopes", OF_A_SCOPE, problems);
        refuseInEach(seed, "clients", OF_A_CLIENT, problems);
        JsonPointer clients = JsonPointer.empty().appendProperty("clients");
        for (int i = 0; i < seed.path("clients").size(); i++) {
            if ("hashed"
                    .equals(seed.path("clients").path(i).path("secretStorage").asText())) {
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
        return (words.length > 1 && OF_THE_SEED.containsKey(words[1]))
                || (words.length > 3 && ofEach(words[1]).contains(words[3]));
    }

    private static Set<String> ofEach(String list) {
        return switch (list) {
            case "scopes" -> OF_A_SCOPE.keySet();
            case "clients" -> OF_A_CLIENT.keySet();
            default -> Set.of();
        };
    }

    private static void refuseInEach(JsonNode seed, String list, Map<String, String> later, ProblemList problems) {
        JsonPointer at = JsonPointer.empty().appendProperty(list);
        for (int i = 0; i < seed.path(list).size(); i++) {
            refuse(seed.path(list).path(i), at.appendIndex(i), later, problems);
        }
    }

    private static void refuse(JsonNode object, JsonPointer at, Map<String, String> later, ProblemList problems) {
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
