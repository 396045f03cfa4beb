package io.authscape.keycloak.plan;

import io.authscape.keycloak.plan.RealmState.Coverage;
import io.authscape.keycloak.seed.Quoted;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What carries a seed's owner and left the seed.
 *
 * @param roles names, sorted
 * @param scopes names, sorted
 * @param clients client ids, sorted
 */
record Leftovers(List<String> roles, List<String> scopes, List<String> clients) {

    /**
     * @param kept the entries for what the seed still has
     */
    static Leftovers of(RealmState state, Ownership ownership, Collection<? extends Entry> kept) {
        return new Leftovers(
                left(state.roles().values().stream().filter(ownership::owns).map(RoleState::name), "role", kept),
                left(state.scopes().values().stream().filter(ownership::owns).map(ScopeState::name), "scope", kept),
                left(
                        state.clients().values().stream()
                                .filter(ownership::owns)
                                .map(ClientState::clientId),
                        "client",
                        kept));
    }

    private static List<String> left(Stream<String> owned, String kind, Collection<? extends Entry> kept) {
        Set<String> named = kept.stream()
                .filter(entry -> entry.kind().equals(kind))
                .map(Entry::name)
                .collect(Collectors.toSet());
        return owned.filter(name -> !named.contains(name)).sorted().toList();
    }

    int count() {
        return roles.size() + scopes.size() + clients.size();
    }

    /** What would be deleted, for those who don't ask for it; empty if nothing or if nobody looked for clients. */
    List<String> note(Coverage coverage) {
        if (count() == 0 || coverage == Coverage.NAMED) {
            return List.of();
        }
        String names = Stream.of(roles, scopes, clients)
                .flatMap(List::stream)
                .limit(5)
                .map(Quoted::of)
                .collect(Collectors.joining(", "));
        return List.of("left the seed: " + names + (count() > 5 ? " and " + (count() - 5) + " more" : "")
                + "; --prune deletes what carries the seed's owner and isn't in it");
    }

    /** Clients that would lose a scope, though the plan doesn't take it from them: deleting a scope detaches it. */
    static Set<String> users(String scope, RealmState state, List<ClientChange> clients) {
        Set<String> users = new TreeSet<>();
        state.clients().values().stream()
                .filter(client -> client.optionalScopes().contains(scope)
                        || client.defaultScopes().contains(scope))
                .forEach(client -> users.add(client.clientId()));
        clients.stream()
                .filter(client -> client.action() == Action.DELETE
                        || client.optionalScopes().detach().contains(scope)
                        || client.defaultScopes().detach().contains(scope))
                .forEach(client -> users.remove(client.name()));
        return users;
    }
}
