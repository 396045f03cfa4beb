package io.authscape.keycloak.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * All clients, client scopes and roles of a realm, ours and foreign ones, secrets and what is attached included; without
 * what differs between two realms that mean the same: ids, times, order.
 */
record RealmSnapshot(SortedMap<String, String> parts) {

    private static final ObjectMapper JSON =
            new ObjectMapper().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    private static final Set<String> BY_CHANCE = Set.of("id", "containerId", "client.secret.creation.time");

    /**
     * @param secrets those that hashes are told apart by: two hashes of one secret differ
     */
    static RealmSnapshot of(RealmResource realm, List<String> secrets) {
        SortedMap<String, String> parts = new TreeMap<>();
        realm.clients().findAll().forEach(client -> {
            nameHashes(client, secrets);
            parts.put("client " + client.getClientId(), text(JSON.valueToTree(client)));
        });
        realm.clientScopes()
                .findAll()
                .forEach(scope -> parts.put("scope " + scope.getName(), text(JSON.valueToTree(scope))));
        realm.roles().list(false).forEach(role -> parts.put("role " + role.getName(), text(JSON.valueToTree(role))));
        return new RealmSnapshot(parts);
    }

    private static void nameHashes(ClientRepresentation client, List<String> secrets) {
        List<HashedSecret> hashed = SecretList.read(client.getAttributes()).secrets();
        if (hashed.isEmpty()) {
            return;
        }
        // Keycloak makes one up, which counts for nothing.
        client.setSecret(null);
        String told = hashed.stream()
                .map(one -> one.id() + " is "
                        + secrets.stream().filter(one::verifies).findFirst().orElse(one.hash()) + ", expires "
                        + one.expires() + ", revoked " + one.revoked() + ", pending " + one.pending())
                .collect(Collectors.joining("; "));
        client.getAttributes().put(AttributeNames.SECRETS, told);
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
