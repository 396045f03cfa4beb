package io.authscape.keycloak.plan.setup;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether a realm enforces permissions. */
public final class Lock {

    private static final String EXECUTOR = "authscape-permissions";
    private static final String EVERY_CLIENT = "any-client";
    private static final String NEGATED = "is-negative-logic";

    private Lock() {}

    /**
     * Whether some policy, whatever its name, applies our executor to every client. Keycloak applies a policy where all
     * its conditions hold: one more than {@code any-client} lets clients out.
     *
     * @param profiles the realm's client profiles, as the Admin API tells them
     * @param policies the realm's client policies, likewise
     */
    public static boolean isOn(JsonNode profiles, JsonNode policies) {
        return ShippedRealm.elements(policies.path("policies"))
                .filter(policy -> policy.path("enabled").asBoolean())
                .filter(policy -> !policy.path("conditions").isEmpty())
                .filter(policy ->
                        ShippedRealm.elements(policy.path("conditions")).allMatch(Lock::holdsForEveryClient))
                .flatMap(policy -> ShippedRealm.elements(policy.path("profiles")))
                .map(profile -> ShippedRealm.named(profiles.path("profiles"), profile.asText()))
                .flatMap(profile -> ShippedRealm.elements(profile.path("executors")))
                .anyMatch(executor -> EXECUTOR.equals(executor.path("executor").asText()));
    }

    static boolean holdsForEveryClient(JsonNode condition) {
        return EVERY_CLIENT.equals(condition.path("condition").asText())
                && !condition.path("configuration").path(NEGATED).asBoolean();
    }
}
