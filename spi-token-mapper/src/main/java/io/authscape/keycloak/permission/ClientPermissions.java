package io.authscape.keycloak.permission;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Permissions;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.util.JsonSerialization;

/** What a client may do: OpenIddict's permission strings, from its attribute {@value AttributeNames#PERMISSIONS}. */
public final class ClientPermissions {

    private static final Logger LOG = Logger.getLogger(ClientPermissions.class);

    /** What follows a list that ends too early would be lost in silence. */
    private static final ObjectReader WHOLE =
            JsonSerialization.mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Set<String> permissions;

    private ClientPermissions(Set<String> permissions) {
        this.permissions = permissions;
    }

    /** Whether the client has a list, readable or not: clients without one are Keycloak's own affair. */
    public static boolean governs(ClientModel client) {
        return client != null && client.getAttribute(AttributeNames.PERMISSIONS) != null;
    }

    /** Empty: the client has no list. A list that can't be read allows nothing. */
    public static Optional<ClientPermissions> of(ClientModel client) {
        return governs(client) ? Optional.of(new ClientPermissions(read(client))) : Optional.empty();
    }

    /** Whether the list has the permission, in its present or its former spelling. */
    public boolean allows(String permission) {
        return permissions.contains(Permissions.current(permission));
    }

    /** What the list has behind a prefix such as {@code rst:}. */
    Stream<String> all(String prefix) {
        return permissions.stream()
                .filter(permission -> permission.startsWith(prefix))
                .map(permission -> permission.substring(prefix.length()));
    }

    private static Set<String> read(ClientModel client) {
        try {
            JsonNode root = WHOLE.readTree(client.getAttribute(AttributeNames.PERMISSIONS));
            JsonNode list = root.path(AttributeNames.member(AttributeNames.PERMISSIONS));
            if (root.path(AttributeNames.VERSION).asInt() == AttributeNames.VERSION_1 && isListOfText(list)) {
                Set<String> permissions = new HashSet<>();
                list.forEach(permission -> permissions.add(Permissions.current(permission.textValue())));
                return permissions;
            }
        } catch (IOException unreadable) {
            // told below, without its text
        }
        LOG.warnf(
                "attribute %s of client '%s' is unreadable: everything is refused",
                AttributeNames.PERMISSIONS, client.getClientId());
        return Set.of();
    }

    private static boolean isListOfText(JsonNode list) {
        return list.isArray() && StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual);
    }
}
