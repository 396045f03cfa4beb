package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.RolePermission;
import io.authscape.keycloak.seed.RoleSeed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a seed's role becomes a Keycloak realm role: design.md's table, as code. */
final class RoleMapping {

    private RoleMapping() {}

    static DesiredRole desired(RoleSeed role, String owner) {
        Map<String, List<String>> attributes = new TreeMap<>();
        attributes.put(AttributeNames.MANAGED_BY, List.of(owner));
        if (role.id() != null) {
            attributes.put(AttributeNames.ROLE_ID, List.of(Long.toString(role.id())));
        }
        if (role.permissions() != null) {
            attributes.put(
                    AttributeNames.ROLE_PERMISSIONS,
                    role.permissions().stream()
                            .map(RolePermission::attributeValue)
                            .distinct()
                            .toList());
        }
        return new DesiredRole(role.name(), attributes);
    }
}
