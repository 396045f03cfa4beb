package io.authscape.keycloak.plan;

import io.authscape.keycloak.plan.PlanOptions.Permit;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.RoleSeed;
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
 * @param roleNames the roles of the seed: all are read, but who holds one is asked only of others
 * @param scopeNames the scopes of the seed: all are read, but only others can be left over
 * @param clientIds which clients
 * @param owners whose clients, too, as far as Keycloak can search for them
 * @param leftovers whether all that the owners have must be known, whatever that costs
 * @param userIds AuthScape's numbers of the users
 */
public record RealmQuery(
        boolean roles,
        Set<String> roleNames,
        Set<String> scopeNames,
        List<String> clientIds,
        Set<String> owners,
        boolean leftovers,
        Set<Long> userIds) {

    public RealmQuery {
        roleNames = Set.copyOf(roleNames);
        scopeNames = Set.copyOf(scopeNames);
        clientIds = List.copyOf(clientIds);
        owners = Set.copyOf(owners);
        userIds = Set.copyOf(userIds);
    }

    /** One that names no roles. */
    public RealmQuery(
            boolean roles,
            Set<String> scopeNames,
            List<String> clientIds,
            Set<String> owners,
            boolean leftovers,
            Set<Long> userIds) {
        this(roles, Set.of(), scopeNames, clientIds, owners, leftovers, userIds);
    }

    /** What a plan for this seed needs. */
    public static RealmQuery of(Seed seed, PlanOptions options) {
        Set<Long> users = seed.clients().stream()
                .map(ClientSeed::actsAs)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new RealmQuery(
                options.prune() || !seed.roles().isEmpty(),
                seed.roles().stream().map(RoleSeed::name).collect(Collectors.toSet()),
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
