package io.authscape.keycloak.seed;

import java.util.List;

/**
 * A valid seed: what one owner wants to stand in one realm.
 *
 * <p>Throughout the seed's records {@code null} means "undefined: leave it as it is", and empty means "make it empty".
 */
public record Seed(String owner, String realm, List<RoleSeed> roles, List<ScopeSeed> scopes, List<ClientSeed> clients) {

    public Seed {
        roles = List.copyOf(roles);
        scopes = List.copyOf(scopes);
        clients = List.copyOf(clients);
    }

    /** The same seed for another realm. */
    public Seed inRealm(String other) {
        return new Seed(owner, other, roles, scopes, clients);
    }
}
