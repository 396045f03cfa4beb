package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.plan.Change;
import io.authscape.keycloak.plan.DesiredRole;
import io.authscape.keycloak.plan.RoleChange;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ForbiddenException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RoleRepresentation;

/** Writes one realm role. */
final class RoleWriter {

    private final RealmResource realm;

    RoleWriter(RealmResource realm) {
        this.realm = realm;
    }

    /**
     * Finds out without a write whether the account may write roles: Keycloak looks at the right before it refuses a
     * role without a name.
     */
    void checkRight() {
        Calls.run("see whether the account may change roles", () -> {
            try {
                realm.roles().create(new RoleRepresentation());
            } catch (BadRequestException e) {
                // Allowed.
                return;
            } catch (ForbiddenException e) {
                throw new KeycloakFailure(
                        Kind.NOT_ALLOWED, "the seed changes roles, and that needs 'manage-realm'; nothing was written");
            }
        });
    }

    void create(DesiredRole desired) {
        RoleRepresentation role = new RoleRepresentation();
        role.setName(desired.name());
        role.setAttributes(new HashMap<>(desired.attributes()));
        Calls.createSilently(
                "create role " + Quoted.of(desired.name()), () -> realm.roles().create(role));
    }

    /**
     * @param full the role as it was read; it is changed and sent back whole, as a PUT wants it
     */
    void update(RoleChange change, RoleRepresentation full) {
        Map<String, List<String>> attributes =
                full.getAttributes() == null ? new HashMap<>() : new HashMap<>(full.getAttributes());
        change.attributes().stream()
                .map(Change::key)
                .forEach(name ->
                        attributes.put(name, change.desired().attributes().get(name)));
        full.setAttributes(attributes);
        Calls.run("change role " + Quoted.of(change.name()), () -> realm.rolesById()
                .updateRole(full.getId(), full));
    }
}
