package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.RealmQuery;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.RoleState;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.plan.UserState;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** Reads from a realm what a plan needs to know of it. */
final class RealmReader {

    private final RealmResource realm;
    private final ClientPages pages;
    private final String name;

    RealmReader(RealmResource realm, ClientPages pages, String name) {
        this.realm = realm;
        this.pages = (search, first, max) -> inRealm(name, () -> pages.page(search, first, max));
        this.name = name;
    }

    private static <T> T inRealm(String name, Supplier<T> call) {
        try {
            return call.get();
        } catch (NotFoundException e) {
            throw MissingRealm.of(name);
        }
    }

    RealmState read(RealmQuery query) {
        Map<String, RoleState> roles = new HashMap<>();
        if (query.roles()) {
            List<RoleRepresentation> all = roles();
            all.forEach(role -> roles.put(role.getName(), Representations.state(role)));
            if (query.leftovers()) {
                RoleHolders holders = new RoleHolders(realm, all);
                roles.replaceAll((role, state) ->
                        isLeftover(query, state) ? state.heldBy(holders.of(role).orElse(null)) : state);
            }
        }
        Map<String, ScopeState> scopes = new HashMap<>();
        for (ClientScopeRepresentation scope : scopes()) {
            scopes.put(scope.getName(), Representations.state(scope));
        }
        ClientReader clients = new ClientReader(pages, realm.clients());
        clients.read(query);
        if (clients.found().isEmpty()) {
            checkThatClientsAreShown();
        }
        if (query.leftovers()) {
            clients.readAllOwned();
            if (hasLeftovers(query, scopes)) {
                // Deleting a scope takes it from whoever has it: they must be known.
                clients.readAll();
            }
        }
        Map<Long, List<UserState>> users = new HashMap<>();
        query.userIds().forEach(id -> users.put(id, users(id)));
        return new RealmState(
                roles, scopes, clients.found(), users, clients.coverage(), clients.notes(), Instant.now());
    }

    /** Reads everything that the realm has, whoever made it. */
    RealmState readAll() {
        Map<String, RoleState> roles = new HashMap<>();
        roles().forEach(role -> roles.put(role.getName(), Representations.state(role)));
        Map<String, ScopeState> scopes = new HashMap<>();
        scopes().forEach(scope -> scopes.put(scope.getName(), Representations.state(scope)));
        ClientReader clients = new ClientReader(pages, realm.clients());
        clients.readAll();
        return new RealmState(roles, scopes, clients.found(), Map.of(), clients.coverage(), List.of(), Instant.now());
    }

    /** Reads all clients, whoever made them, and Keycloak's ids of them. */
    ClientReader everyClient() {
        ClientReader clients = new ClientReader(pages, realm.clients());
        clients.readAll();
        if (clients.found().isEmpty()) {
            checkThatClientsAreShown();
        }
        return clients;
    }

    private static boolean isLeftover(RealmQuery query, RoleState role) {
        return !query.roleNames().contains(role.name())
                && role.attributes().getOrDefault(AttributeNames.MANAGED_BY, List.of()).stream()
                        .anyMatch(query.owners()::contains);
    }

    private static boolean hasLeftovers(RealmQuery query, Map<String, ScopeState> scopes) {
        return scopes.values().stream()
                .filter(scope -> !query.scopeNames().contains(scope.name()))
                .anyMatch(scope ->
                        query.owners().contains(scope.attributes().getOrDefault(AttributeNames.MANAGED_BY, "")));
    }

    /** All realm roles with their attributes. */
    List<RoleRepresentation> roles() {
        return Calls.get("read the roles of realm " + Quoted.of(name), () -> {
            try {
                return inRealm(name, () -> realm.roles().list(false));
            } catch (ForbiddenException e) {
                throw notAllowed("to read roles, as for 'roles' in a seed or for --prune, needs 'view-realm'");
            }
        });
    }

    /** Who carries AuthScape's number; two at most. */
    List<UserState> users(long id) {
        return Calls.get("look for user " + id, () -> {
                    try {
                        return realm.users()
                                .searchByAttributes(0, 2, null, true, true, AttributeNames.USER_ID + ":" + id);
                    } catch (ForbiddenException e) {
                        throw notAllowed("the seed has 'actsAs', and to look for the user needs 'view-users'");
                    }
                })
                .stream()
                .map(user -> new UserState(user.getUsername(), user.isEnabled()))
                .toList();
    }

    private static KeycloakFailure notAllowed(String why) {
        return new KeycloakFailure(KeycloakFailure.Kind.NOT_ALLOWED, why + "; nothing was written");
    }

    List<ClientScopeRepresentation> scopes() {
        return Calls.get("read the client scopes of realm " + Quoted.of(name), () -> {
            try {
                return inRealm(name, () -> realm.clientScopes().findAll());
            } catch (ForbiddenException e) {
                throw mayNotReadClients();
            }
        });
    }

    /** To an account with 'query-clients' alone Keycloak shows an empty realm, and no realm is empty. */
    private void checkThatClientsAreShown() {
        // The one that the realm's rights hang on: nobody deletes it.
        if (client(name.equals("master") ? "master-realm" : "realm-management").isEmpty()) {
            throw mayNotReadClients();
        }
    }

    private static KeycloakFailure mayNotReadClients() {
        return notAllowed("to read clients and scopes needs 'view-clients', or 'manage-clients' to change them, too");
    }

    /** The client with exactly this id, full. */
    Optional<ClientRepresentation> client(String clientId) {
        return Calls.get(
                        "read client " + Quoted.of(clientId),
                        () -> inRealm(name, () -> realm.clients().findByClientId(clientId)))
                .stream()
                .filter(client -> client.getClientId().equals(clientId))
                .findFirst();
    }
}
