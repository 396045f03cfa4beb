package io.authscape.keycloak.seed;

import java.util.List;

/**
 * A confidential client.
 *
 * @param secret with its references resolved, never blank; {@code null} if undefined
 * @param displayName {@code null} if undefined
 * @param permissions OpenIddict's permission strings in the file's order; {@code null} if undefined
 */
public record ClientSeed(String clientId, Secret secret, String displayName, List<String> permissions) {

    public ClientSeed {
        permissions = permissions == null ? null : List.copyOf(permissions);
    }

    /** Whether the seed gives the client this permission. */
    public boolean may(String permission) {
        return permissions != null && permissions.contains(permission);
    }
}
