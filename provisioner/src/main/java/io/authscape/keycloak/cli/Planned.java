package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.seed.Seed;

/**
 * A plan and what it was made of.
 *
 * @param seed with the secrets that the plan needs
 */
record Planned(Seed seed, Plan plan) {}
