package io.authscape.keycloak.seed;

import java.util.List;

/**
 * A role of AuthScape's users.
 *
 * @param owner of the file that it stands in; {@code null} until a {@link Seed} takes it up
 * @param id AuthScape's number of the role; {@code null} if undefined
 * @param permissions {@code null} if undefined
 */
public record RoleSeed(String name, String owner, Long id, List<RolePermission> permissions) {

    public RoleSeed {
        permissions = permissions == null ? null : List.copyOf(permissions);
    }

    public RoleSeed(String name, Long id, List<RolePermission> permissions) {
        this(name, null, id, permissions);
    }

    RoleSeed ownedBy(String other) {
        return new RoleSeed(name, other, id, permissions);
    }
}
