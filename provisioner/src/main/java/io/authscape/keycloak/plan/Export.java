package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.RoleSeed;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns what a realm has into the seed that wants just that. */
public final class Export {

    /** Scopes that are there without a definition. */
    private static final Set<String> BUILT_IN = Set.of("email", "profile", "roles", "offline_access", "openid");

    private final RealmState state;

    private Export(RealmState state) {
        this.state = state;
    }

    /** The owners of what a realm has. */
    public static Set<String> owners(RealmState state) {
        Set<String> owners = new TreeSet<>();
        state.clients().values().forEach(client -> owners.add(owner(client.attributes())));
        state.scopes().values().forEach(scope -> owners.add(owner(scope.attributes())));
        state.roles().values().forEach(role -> owners.add(owner(role)));
        owners.remove("");
        return owners;
    }

    /** The owners of these clients; empty for one that nobody holds. */
    public static Set<String> ownersOf(Collection<String> clientIds, RealmState state) {
        return clientIds.stream()
                .map(id -> owner(state.clients().get(id).attributes()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Everything that carries the owner. */
    public static Seed ofOwner(String realm, String owner, RealmState state) {
        return new Export(state).seed(realm, owner);
    }

    /** These clients, whoever holds them, and the scopes of theirs that a seed can hold. */
    public static Seed ofClients(String realm, String owner, Collection<String> clientIds, RealmState state) {
        return new Export(state).seed(realm, owner, clientIds);
    }

    private Seed seed(String realm, String owner) {
        List<RoleSeed> roles = sorted(state.roles()).stream()
                .filter(role -> owner(role).equals(owner))
                .map(RoleExport::seed)
                .toList();
        List<ScopeSeed> scopes = sorted(state.scopes()).stream()
                .filter(scope -> owner(scope.attributes()).equals(owner))
                .map(ScopeExport::seed)
                .toList();
        List<ClientSeed> clients = sorted(state.clients()).stream()
                .filter(client -> owner(client.attributes()).equals(owner))
                .map(client -> ClientExport.seed(client, state.at()))
                .toList();
        return new Seed(owner, realm, roles, scopes, clients);
    }

    private Seed seed(String realm, String owner, Collection<String> clientIds) {
        List<ClientSeed> clients = sorted(state.clients()).stream()
                .filter(client -> clientIds.contains(client.clientId()))
                .map(client -> ClientExport.seed(client, state.at()))
                .toList();
        Set<String> wanted = clients.stream()
                .flatMap(client -> client.permissions().stream())
                .filter(permission -> permission.startsWith(Permissions.SCOPE_PREFIX))
                .map(permission -> permission.substring(Permissions.SCOPE_PREFIX.length()))
                .collect(Collectors.toSet());
        List<ScopeSeed> scopes = sorted(state.scopes()).stream()
                .filter(scope -> wanted.contains(scope.name()) && !BUILT_IN.contains(scope.name()))
                .filter(scope -> List.of("", owner).contains(owner(scope.attributes())))
                .map(ScopeExport::seed)
                .toList();
        return new Seed(owner, realm, List.of(), scopes, clients);
    }

    private static <T> List<T> sorted(Map<String, T> named) {
        return named.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    private static String owner(Map<String, String> attributes) {
        return attributes.getOrDefault(AttributeNames.MANAGED_BY, "");
    }

    private static String owner(RoleState role) {
        List<String> owners = role.attributes().getOrDefault(AttributeNames.MANAGED_BY, List.of());
        return owners.isEmpty() ? "" : owners.get(0);
    }
}
