package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.Planner;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.seed.Seed;

/**
 * A plan and what it was made of.
 *
 * @param seed with the secrets that the plan needs
 * @param tokenPath where the realm's clients get their tokens, below the realm's own path
 */
record Planned(Seed seed, Plan plan, String tokenPath) {

    static Planned of(Seed seed, RealmState state, PlanOptions options) {
        String path = state.hasJar() ? "connect/token" : "protocol/openid-connect/token";
        return new Planned(seed, Planner.plan(seed, state, options), path);
    }
}
