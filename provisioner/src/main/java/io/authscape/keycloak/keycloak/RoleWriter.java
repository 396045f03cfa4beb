package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Change;
import io.authscape.keycloak.plan.DesiredRole;
import io.authscape.keycloak.plan.RoleChange;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ForbiddenException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.RoleRepresentation;

/** Writes realm roles; safe for use by several threads. */
final class RoleWriter {

    private final RealmResource realm;
    private final Map<String, RoleRepresentation> standing;

    /**
     * @param standing the roles that exist, as they were just read
     */
    RoleWriter(RealmResource realm, List<RoleRepresentation> standing) {
        this.realm = realm;
        this.standing = standing.stream().collect(Collectors.toMap(RoleRepresentation::getName, role -> role));
    }

    void write(RoleChange change) {
        if (change.action() == Action.CREATE) {
            create(change.desired());
        } else {
            update(change, Calls.present(standing.get(change.name())));
        }
    }

    void delete(RoleChange change) {
        String id = Calls.present(standing.get(change.name())).getId();
        Calls.delete("delete role " + Quoted.of(change.name()), () -> realm.rolesById()
                .deleteRole(id));
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

    private void create(DesiredRole desired) {
        RoleRepresentation role = Representations.representation(desired);
        Calls.createSilently(
                "create role " + Quoted.of(desired.name()), () -> realm.roles().create(role));
    }

    /** A PUT wants the role whole. */
    private void update(RoleChange change, RoleRepresentation full) {
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
