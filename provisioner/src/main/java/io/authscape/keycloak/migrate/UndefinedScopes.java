package io.authscape.keycloak.migrate;

import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.ScopeSlips;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Scopes that clients have and no row defines, with names so near to others that a seed's rules take them for slips. In a
 * database that works they hardly are: the old server's code may register them ({@code RegisterScopes}). So the client
 * keeps its permission, and the seed defines the scope, or it would not be valid.
 */
final class UndefinedScopes {

    private UndefinedScopes() {}

    /** The scopes with those that have to be defined besides. */
    static List<Draft<ScopeSeed>> defined(List<Draft<ScopeSeed>> scopes, List<Draft<ClientSeed>> clients) {
        List<Draft<ScopeSeed>> all = new ArrayList<>(scopes);
        // One after the other: each that comes to be known may be near to another.
        boolean more;
        do {
            more = addNext(all, clients);
        } while (more);
        return all;
    }

    private static boolean addNext(List<Draft<ScopeSeed>> scopes, List<Draft<ClientSeed>> clients) {
        List<String> known = scopes.stream()
                .map(Draft::seed)
                .filter(Objects::nonNull)
                .map(ScopeSeed::name)
                .toList();
        ScopeSlips slips = new ScopeSlips(known);
        for (Draft<ClientSeed> client : clients) {
            for (String permission :
                    client.seed() == null ? List.<String>of() : client.seed().permissions()) {
                String name = permission.startsWith(Permissions.SCOPE_PREFIX)
                        ? permission.substring(Permissions.SCOPE_PREFIX.length())
                        : "";
                Optional<String> meant = slips.meant(name);
                if (meant.isPresent()) {
                    Notes told = new Notes();
                    told.check(
                            "",
                            "a client has 'scp:" + Quoted.plain(name) + "', and nothing defines the scope; its name is"
                                    + " near to " + Quoted.of(meant.get()),
                            "complete it; if it was a slip, take it and the permission out");
                    clients.stream()
                            .filter(other -> other.seed() != null
                                    && other.seed().permissions().contains(permission))
                            .forEach(other -> other.notes()
                                    .check(
                                            "permissions",
                                            Quoted.of(permission) + " is near to 'scp:" + Quoted.plain(meant.get())
                                                    + "', and nothing defines its scope: the seed does now",
                                            "if it was a slip, take both out"));
                    scopes.add(Draft.of(name, ScopeSeed.of(name, null, null, List.of()), told));
                    return true;
                }
            }
        }
        return false;
    }
}
