package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.RolePermission;
import io.authscape.keycloak.seed.RoleSeed;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How a Keycloak realm role becomes a seed's: {@link RoleMapping} backwards. */
final class RoleExport {

    private RoleExport() {}

    static RoleSeed seed(RoleState role) {
        List<String> numbers = role.attributes().getOrDefault(AttributeNames.ROLE_ID, List.of());
        List<RolePermission> permissions =
                role.attributes().getOrDefault(AttributeNames.ROLE_PERMISSIONS, List.of()).stream()
                        .map(RolePermission::ofAttributeValue)
                        .flatMap(Optional::stream)
                        .sorted(Comparator.comparing(RolePermission::name).thenComparing(RolePermission::id))
                        .toList();
        return new RoleSeed(
                role.name(),
                numbers.isEmpty() ? null : JsonAttribute.number(numbers.get(0)),
                permissions.isEmpty() ? null : permissions);
    }
}
