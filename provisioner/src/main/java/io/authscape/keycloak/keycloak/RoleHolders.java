package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ForbiddenException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.RoleResource;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Looks who holds a realm role: whoever does loses it when it is deleted. */
final class RoleHolders {

    private final RealmResource realm;
    private final List<RoleRepresentation> all;

    /**
     * @param all the realm's roles
     */
    RoleHolders(RealmResource realm, List<RoleRepresentation> all) {
        this.realm = realm;
        this.all = all;
    }

    /** One who holds the role, as messages name it; empty if nobody does. */
    Optional<String> of(String role) {
        return user(role).or(() -> group(role)).or(() -> composite(role));
    }

    private Optional<String> user(String role) {
        return ask(role, members -> members.getUserMembers(true, 0, 1))
                .map(UserRepresentation::getUsername)
                .map(name -> "user " + Quoted.of(name));
    }

    private Optional<String> group(String role) {
        return ask(role, members -> List.copyOf(members.getRoleGroupMembers(0, 1)))
                .map(GroupRepresentation::getName)
                .map(name -> "group " + Quoted.of(name));
    }

    /** Among them is the role that every user has. */
    private Optional<String> composite(String role) {
        return all.stream()
                .filter(RoleRepresentation::isComposite)
                .filter(other -> Calls.get("read role " + Quoted.of(other.getName()), () -> realm.rolesById()
                                .getRealmRoleComposites(other.getId()))
                        .stream()
                        .anyMatch(part -> part.getName().equals(role)))
                .map(other -> "role " + Quoted.of(other.getName()))
                .findFirst();
    }

    private <T> Optional<T> ask(String role, Function<RoleResource, List<T>> question) {
        return Calls.get("see who holds role " + Quoted.of(role), () -> {
                    try {
                        return question.apply(realm.roles().get(role));
                    } catch (ForbiddenException e) {
                        throw new KeycloakFailure(
                                KeycloakFailure.Kind.NOT_ALLOWED,
                                "role " + Quoted.of(role) + " left the seed, and to see who holds it, as for --prune,"
                                        + " needs 'view-users'; nothing was written");
                    }
                })
                .stream()
                .findFirst();
    }
}
