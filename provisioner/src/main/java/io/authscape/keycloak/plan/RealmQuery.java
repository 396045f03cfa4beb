package io.authscape.keycloak.plan;

import io.authscape.keycloak.plan.PlanOptions.Permit;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a realm has to be known. Each part needs a right of its own: a seed without roles gets along without the right
 * to read them.
 *
 * @param roles whether the realm roles
 * @param scopeNames the scopes of the seed: all are read, but only others can be left over
 * @param clientIds which clients
 * @param owners whose clients, too, as far as Keycloak can search for them
 * @param leftovers whether all that the owners have must be known, whatever that costs
 * @param userIds AuthScape's numbers of the users
 */
public record RealmQuery(
        boolean roles,
        Set<String> scopeNames,
        List<String> clientIds,
        Set<String> owners,
        boolean leftovers,
        Set<Long> userIds) {

    public RealmQuery {
        scopeNames = Set.copyOf(scopeNames);
        clientIds = List.copyOf(clientIds);
        owners = Set.copyOf(owners);
        userIds = Set.copyOf(userIds);
    }

    /** What a plan for this seed needs. */
    public static RealmQuery of(Seed seed, PlanOptions options) {
        Set<Long> users = seed.clients().stream()
                .map(ClientSeed::actsAs)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new RealmQuery(
                options.prune() || !seed.roles().isEmpty(),
                seed.scopes().stream().map(ScopeSeed::name).collect(Collectors.toSet()),
                seed.clients().stream().map(ClientSeed::clientId).toList(),
                Set.copyOf(seed.owners()),
                options.prune(),
                // Without the permission the plan is refused, whoever the user is.
                options.permit(Permit.ACTS_AS) ? users : Set.of());
    }

    /** What has to be read again after these were written. */
    public static RealmQuery of(List<Entry> written) {
        return new RealmQuery(
                written.stream().anyMatch(RoleChange.class::isInstance),
                Set.of(),
                written.stream()
                        .filter(ClientChange.class::isInstance)
                        .map(Entry::name)
                        .toList(),
                Set.of(),
                false,
                Set.of());
    }
}
