package io.authscape.keycloak.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * All clients, client scopes and roles of a realm, ours and foreign ones, secrets and what is attached included; without
 * what differs between two realms that mean the same: ids, times, order.
 */
record RealmSnapshot(SortedMap<String, String> parts) {

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    private static final Set<String> BY_CHANCE = Set.of("id", "containerId", "client.secret.creation.time");

    static RealmSnapshot of(RealmResource realm) {
        SortedMap<String, String> parts = new TreeMap<>();
        realm.clients()
                .findAll()
                .forEach(client -> parts.put("client " + client.getClientId(), text(JSON.valueToTree(client))));
        realm.clientScopes()
                .findAll()
                .forEach(scope -> parts.put("scope " + scope.getName(), text(JSON.valueToTree(scope))));
        realm.roles().list(false).forEach(role -> parts.put("role " + role.getName(), text(JSON.valueToTree(role))));
        return new RealmSnapshot(parts);
    }

    private static String text(JsonNode node) {
        return settled(node).toPrettyString();
    }

    private static JsonNode settled(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode settled = JSON.createObjectNode();
            toMap(object).forEach(settled::set);
            return settled;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> settled = StreamSupport.stream(array.spliterator(), false)
                    .map(RealmSnapshot::settled)
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .toList();
            return JSON.createArrayNode().addAll(settled);
        }
        return node;
    }

    private static SortedMap<String, JsonNode> toMap(ObjectNode object) {
        SortedMap<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(member -> {
            if (!BY_CHANCE.contains(member.getKey())) {
                members.put(member.getKey(), settled(member.getValue()));
            }
        });
        return members;
    }
}
