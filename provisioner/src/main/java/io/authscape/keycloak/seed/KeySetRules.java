package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * The rules of clients' key sets. A private key that came along by mistake is refused and never repeated: not in a
 * message, not in Keycloak, whose administrators can read what a client holds.
 */
final class KeySetRules {

    private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

    /** What a public key of each type consists of (RFC 7518, RFC 8037). */
    private static final Map<String, List<String>> PUBLIC = Map.of(
            "RSA", List.of("n", "e"),
            "EC", List.of("crv", "x", "y"),
            "OKP", List.of("crv", "x"));

    private KeySetRules() {}

    static void check(JsonNode seed, ProblemList problems) {
        JsonPointer clients = JsonPointer.valueOf("/clients");
        for (int i = 0; i < seed.path("clients").size(); i++) {
            JsonPointer at =
                    clients.appendIndex(i).appendProperty("jsonWebKeySet").appendProperty("keys");
            JsonNode keys = seed.at(at);
            for (int j = 0; j < keys.size(); j++) {
                check(keys.path(j), at.appendIndex(j), problems);
            }
        }
    }

    private static void check(JsonNode key, JsonPointer at, ProblemList problems) {
        for (String member : PRIVATE) {
            if (!isAbsent(key.path(member))) {
                problems.errorAtName(
                        at.appendProperty(member),
                        "'" + member + "' is part of a private or shared key",
                        "give the public key alone, and take the key for known to others");
            }
        }
        for (String member : PUBLIC.getOrDefault(key.path("kty").asText(), List.of())) {
            if (key.path(member).asText().isEmpty()) {
                problems.error(at.appendProperty(member), "'" + member + "' is missing", "add it: the key needs it");
            }
        }
    }

    /** .NET writes an empty list where a key has no such member. */
    private static boolean isAbsent(JsonNode member) {
        return member.isMissingNode() || member.isNull() || (member.isArray() && member.isEmpty());
    }
}
