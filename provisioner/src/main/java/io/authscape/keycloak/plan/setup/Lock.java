package io.authscape.keycloak.plan.setup;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether a realm enforces permissions. */
public final class Lock {

    private static final String EXECUTOR = "authscape-permissions";
    private static final String EVERY_CLIENT = "any-client";

    private Lock() {}

    /**
     * Whether some policy, whatever its name, applies our executor to every client.
     *
     * @param profiles the realm's client profiles, as the Admin API tells them
     * @param policies the realm's client policies, likewise
     */
    public static boolean isOn(JsonNode profiles, JsonNode policies) {
        return ShippedRealm.elements(policies.path("policies"))
                .filter(policy -> policy.path("enabled").asBoolean())
                .filter(policy -> ShippedRealm.elements(policy.path("conditions"))
                        .anyMatch(condition ->
                                EVERY_CLIENT.equals(condition.path("condition").asText())))
                .flatMap(policy -> ShippedRealm.elements(policy.path("profiles")))
                .map(profile -> ShippedRealm.named(profiles.path("profiles"), profile.asText()))
                .flatMap(profile -> ShippedRealm.elements(profile.path("executors")))
                .anyMatch(executor -> EXECUTOR.equals(executor.path("executor").asText()));
    }
}
