package io.authscape.keycloak.seed;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A valid seed: what its owners want to stand in one realm.
 *
 * <p>Throughout the seed's records {@code null} means "undefined: leave it as it is", and empty means "make it empty".
 *
 * @param owners whose files it was read from, each once, also those whose files are empty
 */
public record Seed(
        List<String> owners, String realm, List<RoleSeed> roles, List<ScopeSeed> scopes, List<ClientSeed> clients) {

    public Seed {
        owners = List.copyOf(owners);
        roles = List.copyOf(roles);
        scopes = List.copyOf(scopes);
        clients = List.copyOf(clients);
    }

    /** A seed of one owner, to whom all that is in it belongs. */
    public Seed(String owner, String realm, List<RoleSeed> roles, List<ScopeSeed> scopes, List<ClientSeed> clients) {
        this(
                List.of(owner),
                realm,
                roles.stream().map(role -> role.ownedBy(owner)).toList(),
                scopes.stream().map(scope -> scope.ownedBy(owner)).toList(),
                clients.stream().map(client -> client.ownedBy(owner)).toList());
    }

    /** The same seed for another realm. */
    public Seed inRealm(String other) {
        return new Seed(owners, other, roles, scopes, clients);
    }

    /** The same seed with each client replaced. */
    public Seed withClients(UnaryOperator<ClientSeed> replacement) {
        return new Seed(
                owners, realm, roles, scopes, clients.stream().map(replacement).toList());
    }
}
