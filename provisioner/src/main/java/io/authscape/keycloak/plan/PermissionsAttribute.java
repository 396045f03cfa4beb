package io.authscape.keycloak.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.AttributeNames;
import java.util.List;

/** Writes the attribute in which the provider jar reads a client's permissions. */
final class PermissionsAttribute {

    private PermissionsAttribute() {}

    /** {@code {"v":1,"permissions":["ept:token","gt:client_credentials"]}}, in the seed's order. */
    static String of(List<String> permissions) {
        ObjectNode attribute = JsonNodeFactory.instance.objectNode();
        attribute.put(AttributeNames.VERSION, AttributeNames.VERSION_1);
        ArrayNode list = attribute.putArray(AttributeNames.member(AttributeNames.PERMISSIONS));
        permissions.stream().distinct().forEach(list::add);
        return attribute.toString();
    }
}
