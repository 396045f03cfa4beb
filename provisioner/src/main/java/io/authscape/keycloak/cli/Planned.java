package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.NetworkList;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.Planner;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.seed.Seed;
import java.util.HashMap;
import java.util.Map;

/**
 * A plan and what it was made of.
 *
 * @param seed with the secrets that the plan needs
 * @param tokenPath where the realm's clients get their tokens, below the realm's own path
 * @param networks of the clients that will get tokens from nowhere else, by client id
 */
record Planned(Seed seed, Plan plan, String tokenPath, Map<String, NetworkList> networks) {

    Planned {
        networks = Map.copyOf(networks);
    }

    static Planned of(Seed seed, RealmState state, PlanOptions options) {
        String path = state.hasJar() ? "connect/token" : "protocol/openid-connect/token";
        Map<String, NetworkList> networks = new HashMap<>();
        seed.clients()
                .forEach(client -> NetworkList.after(client, state.clients().get(client.clientId()))
                        .ifPresent(list -> networks.put(client.clientId(), list)));
        return new Planned(seed, Planner.plan(seed, state, options), path, networks);
    }
}
