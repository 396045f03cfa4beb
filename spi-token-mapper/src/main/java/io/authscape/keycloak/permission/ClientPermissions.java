package io.authscape.keycloak.permission;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.authscape.keycloak.attribute.VersionedList;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Permissions;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;

/** What a client may do: OpenIddict's permission strings, from its attribute {@value AttributeNames#PERMISSIONS}. */
public final class ClientPermissions {

    private static final Logger LOG = Logger.getLogger(ClientPermissions.class);

    /** What was read lately, by its text: clients come for token after token. */
    private static final Cache<String, Set<String>> KNOWN = Caffeine.newBuilder()
            .maximumSize(10_000)
            .executor(Runnable::run) // no thread that outlives Keycloak's
            .build();

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
        String text = client.getAttribute(AttributeNames.PERMISSIONS);
        Set<String> known = KNOWN.getIfPresent(text);
        return known == null ? read(client, text) : known;
    }

    private static Set<String> read(ClientModel client, String text) {
        Optional<JsonNode> list =
                VersionedList.read(AttributeNames.PERMISSIONS, text).filter(ClientPermissions::isAllText);
        if (list.isEmpty()) {
            LOG.warnf(
                    "attribute %s of client '%s' is unreadable: everything is refused",
                    AttributeNames.PERMISSIONS, client.getClientId());
            return Set.of();
        }
        Set<String> permissions = new HashSet<>();
        list.get().forEach(permission -> permissions.add(Permissions.current(permission.textValue())));
        KNOWN.put(text, Set.copyOf(permissions));
        return permissions;
    }

    private static boolean isAllText(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual);
    }
}
