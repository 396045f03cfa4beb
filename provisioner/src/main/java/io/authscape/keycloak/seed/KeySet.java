package io.authscape.keycloak.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A client's public keys (RFC 7517).
 *
 * @param json one line, without the empty lists that .NET writes into each key
 */
public record KeySet(String json, boolean isEmpty) {

    static KeySet of(JsonNode set) {
        ArrayNode keys = JsonNodeFactory.instance.arrayNode();
        set.path("keys").forEach(key -> keys.add(withoutEmptyLists(key)));
        ObjectNode compact = JsonNodeFactory.instance.objectNode();
        compact.set("keys", keys);
        return new KeySet(compact.toString(), keys.isEmpty());
    }

    private static JsonNode withoutEmptyLists(JsonNode key) {
        ObjectNode compact = JsonNodeFactory.instance.objectNode();
        key.properties().stream()
                .filter(member -> !member.getValue().isNull())
                .filter(member ->
                        !(member.getValue().isArray() && member.getValue().isEmpty()))
                .forEach(member -> compact.set(member.getKey(), member.getValue()));
        return compact;
    }
}
