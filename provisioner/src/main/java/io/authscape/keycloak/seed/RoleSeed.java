package io.authscape.keycloak.seed;

import java.util.List;

/**
 * A role of AuthScape's users.
 *
 * @param id AuthScape's number of the role; {@code null} if undefined
 * @param permissions {@code null} if undefined
 */
public record RoleSeed(String name, Long id, List<RolePermission> permissions) {

    public RoleSeed {
        permissions = permissions == null ? null : List.copyOf(permissions);
    }
}
