package io.authscape.keycloak.plan.setup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether a realm enforces permissions, and keeps clients to their networks. */
public final class Lock {

    private static final String PERMISSIONS = "authscape-permissions";
    private static final String NETWORKS = "authscape-networks";
    private static final String OURS = "authscape-";
    private static final String EVERY_CLIENT = "any-client";
    private static final String NEGATED = "is-negative-logic";

    private Lock() {}

    /**
     * Whether some policy, whatever its name, enforces the permissions of every client. Keycloak applies a policy where
     * all its conditions hold: one more than {@code any-client} lets clients out.
     *
     * @param profiles the realm's client profiles, as the Admin API tells them
     * @param policies the realm's client policies, likewise
     */
    public static boolean isOn(JsonNode profiles, JsonNode policies) {
        return isOn(PERMISSIONS, profiles, policies);
    }

    /** The profiles by which they do, by name. */
    static List<String> enforcing(JsonNode profiles, JsonNode policies) {
        return forEveryClient(PERMISSIONS, profiles, policies)
                .map(profile -> profile.path("name").asText())
                .distinct()
                .toList();
    }

    /** Whether some policy keeps every client to its networks; the same of both. */
    public static boolean limitsNetworks(JsonNode profiles, JsonNode policies) {
        return isOn(NETWORKS, profiles, policies);
    }

    private static boolean isOn(String executor, JsonNode profiles, JsonNode policies) {
        return forEveryClient(executor, profiles, policies).findAny().isPresent();
    }

    /** The profiles with the executor that some policy applies to every client. */
    private static Stream<JsonNode> forEveryClient(String executor, JsonNode profiles, JsonNode policies) {
        return ShippedRealm.elements(policies.path("policies"))
                .filter(policy -> policy.path("enabled").asBoolean())
                .filter(policy -> !policy.path("conditions").isEmpty())
                .filter(policy ->
                        ShippedRealm.elements(policy.path("conditions")).allMatch(Lock::holdsForEveryClient))
                .flatMap(policy -> ShippedRealm.elements(policy.path("profiles")))
                .map(profile -> ShippedRealm.named(profiles.path("profiles"), profile.asText()))
                .filter(profile -> has(executor, profile));
    }

    /** Why the permissions are enforced, or aren't. */
    public static LockState state(JsonNode profiles, JsonNode policies) {
        List<JsonNode> withExecutor = using(profiles, policies, profile -> has(PERMISSIONS, profile));
        return new LockState(
                isOn(profiles, policies),
                withExecutor.stream()
                        .filter(policy -> policy.path("enabled").asBoolean())
                        .flatMap(policy -> ShippedRealm.elements(policy.path("conditions")))
                        .filter(condition -> !holdsForEveryClient(condition))
                        .map(condition -> condition.path("condition").asText())
                        .distinct()
                        .toList(),
                withExecutor.stream()
                        .filter(policy -> !policy.path("enabled").asBoolean())
                        .map(policy -> policy.path("name").asText())
                        .toList());
    }

    /** Whether any profile needs our jar. */
    public static boolean namesExecutor(JsonNode profiles) {
        return ShippedRealm.elements(profiles.path("profiles")).anyMatch(Lock::hasExecutor);
    }

    /** The executors of our jar that profiles name. */
    public static List<String> executors(JsonNode profiles) {
        return ShippedRealm.elements(profiles.path("profiles"))
                .flatMap(profile -> ShippedRealm.elements(profile.path("executors")))
                .filter(Lock::isOurs)
                .map(executor -> executor.path("executor").asText())
                .distinct()
                .toList();
    }

    private static List<JsonNode> using(JsonNode profiles, JsonNode policies, Predicate<JsonNode> isMeant) {
        return ShippedRealm.elements(policies.path("policies"))
                .filter(policy -> ShippedRealm.elements(policy.path("profiles"))
                        .map(profile -> ShippedRealm.named(profiles.path("profiles"), profile.asText()))
                        .anyMatch(isMeant))
                .toList();
    }

    private static boolean has(String executor, JsonNode profile) {
        return ShippedRealm.elements(profile.path("executors"))
                .anyMatch(one -> executor.equals(one.path("executor").asText()));
    }

    /** Whether a profile has an executor of our jar. */
    public static boolean hasExecutor(JsonNode profile) {
        return ShippedRealm.elements(profile.path("executors")).anyMatch(Lock::isOurs);
    }

    /** Whether an executor of a profile is one of our jar's. */
    public static boolean isOurs(JsonNode executor) {
        return executor.path("executor").asText().startsWith(OURS);
    }

    static boolean holdsForEveryClient(JsonNode condition) {
        return EVERY_CLIENT.equals(condition.path("condition").asText())
                && !condition.path("configuration").path(NEGATED).asBoolean();
    }
}
