package io.authscape.keycloak.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ClientSettings;
import io.authscape.keycloak.seed.ConsentType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the attribute that keeps what OpenIddict's descriptors have and Keycloak hasn't. Each member is a value of its
 * own: undefined ones stay, empty ones go.
 */
final class DescriptorAttribute {

    static final String CONSENT_TYPE = "consentType";
    private static final String REQUIREMENTS = "requirements";
    static final String SETTINGS = "settings";

    private DescriptorAttribute() {}

    /**
     * Puts the attribute among the wanted ones, if the seed defines any member of it.
     *
     * @param members what the seed defines; an empty value takes the member away
     * @param standing attributes that Keycloak has
     */
    static void put(Map<String, JsonNode> members, Map<String, String> standing, Map<String, String> attributes) {
        if (members.isEmpty()) {
            return;
        }
        // Sorted, so that the same content is always the same text.
        Map<String, JsonNode> kept = read(standing);
        kept.putAll(members);
        kept.values().removeIf(value -> value.isEmpty() && !value.isValueNode());
        ObjectNode descriptor = JsonNodeFactory.instance.objectNode();
        kept.forEach(descriptor::set);
        attributes.put(
                AttributeNames.DESCRIPTOR,
                descriptor.isEmpty() ? "" : JsonAttribute.of(AttributeNames.DESCRIPTOR, descriptor));
    }

    /** What a seed defines of a client's descriptor. */
    static Map<String, JsonNode> members(ClientSeed client) {
        Map<String, JsonNode> members = new HashMap<>(client.descriptor());
        if (client.consentType() != null) {
            members.put(CONSENT_TYPE, kept(client.consentType()));
        }
        if (client.requirements() != null) {
            members.put(REQUIREMENTS, JsonAttribute.list(client.requirements()));
        }
        if (client.settings() != null) {
            Map<String, String> others = new LinkedHashMap<>(client.settings());
            others.remove(ClientSettings.ACCESS_TOKEN_LIFETIME);
            members.put(SETTINGS, JsonAttribute.map(others));
        }
        return members;
    }

    /** All members that Keycloak has. */
    static Map<String, JsonNode> read(Map<String, String> standing) {
        Map<String, JsonNode> members = new TreeMap<>();
        JsonAttribute.read(AttributeNames.DESCRIPTOR, standing)
                .properties()
                .forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    /** Of these members the ones that have no other place in a seed's record. */
    static Map<String, JsonNode> withoutPlaces(Map<String, JsonNode> members) {
        Map<String, JsonNode> rest = new TreeMap<>(members);
        rest.keySet().removeAll(Set.of(CONSENT_TYPE, REQUIREMENTS, SETTINGS));
        return rest;
    }

    /** The requirements that Keycloak has. */
    static List<String> requirements(Map<String, String> standing) {
        return JsonAttribute.texts(
                JsonAttribute.read(AttributeNames.DESCRIPTOR, standing).path(REQUIREMENTS));
    }

    /** Keycloak's own switch tells the other types. */
    private static JsonNode kept(ConsentType type) {
        return type.saysMoreThanKeycloak() ? TextNode.valueOf(type.toString()) : JsonNodeFactory.instance.objectNode();
    }
}
