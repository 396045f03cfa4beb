package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A client's public keys (RFC 7517).
 *
 * @param json one line, without the empty lists that .NET writes into each key, and each key for signatures unless it
 *     says otherwise
 */
public record KeySet(String json, boolean isEmpty) {

    private static final String USE = "use";

    /** The keys of a key set in JSON. */
    public static KeySet of(JsonNode set) {
        ArrayNode keys = JsonNodeFactory.instance.arrayNode();
        set.path("keys").forEach(key -> keys.add(asKeycloakReads(key)));
        ObjectNode compact = JsonNodeFactory.instance.objectNode();
        compact.set("keys", keys);
        return new KeySet(compact.toString(), keys.isEmpty());
    }

    /** The set as JSON. */
    JsonNode tree() {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a key set of our own can be read", e);
        }
    }

    private static JsonNode asKeycloakReads(JsonNode key) {
        ObjectNode compact = JsonNodeFactory.instance.objectNode();
        key.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .filter(member ->
                        !(member.getValue().isArray() && member.getValue().isEmpty()))
                .forEach(member -> compact.set(member.getKey(), member.getValue()));
        if (!compact.has(USE)) {
            compact.put(USE, "sig"); // Keycloak finds no other key, and the client has them to sign
        }
        return compact;
    }
}
