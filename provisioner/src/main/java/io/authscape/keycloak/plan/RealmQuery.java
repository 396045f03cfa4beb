package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.ClientSeed;
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
 * @param clientIds which clients
 * @param userIds AuthScape's numbers of the users
 */
public record RealmQuery(boolean roles, List<String> clientIds, Set<Long> userIds) {

    public RealmQuery {
        clientIds = List.copyOf(clientIds);
        userIds = Set.copyOf(userIds);
    }

    /** What a plan for this seed needs. */
    public static RealmQuery of(Seed seed, PlanOptions options) {
        Set<Long> users = seed.clients().stream()
                .map(ClientSeed::actsAs)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return new RealmQuery(
                !seed.roles().isEmpty(),
                seed.clients().stream().map(ClientSeed::clientId).toList(),
                // Without the permission the plan is refused, whoever the user is.
                options.allowActsAs() ? users : Set.of());
    }
}
