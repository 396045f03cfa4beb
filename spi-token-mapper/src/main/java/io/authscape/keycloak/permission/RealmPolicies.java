package io.authscape.keycloak.permission;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.network.NetworksExecutorFactory;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.keycloak.services.clientpolicy.condition.AnyClientConditionFactory;
import org.keycloak.util.JsonSerialization;

/**
 * A realm's client policies and profiles, as the text of its attributes has them.
 *
 * @param executors ours, by their ids and in their order, if all that they do is to call these for every client; empty if
 *     they do anything else. Where a member is there that isn't known here, they may.
 */
record RealmPolicies(String policies, String profiles, List<String> executors) {

    /** What becomes of a condition that abstains, which ours never does. */
    private static final String MODE = "mode";

    private static final Set<String> MODES = Set.of("DEFAULT", "STRICT");

    private static final Set<String> POLICY = Set.of("name", "description", "enabled", "conditions", "profiles", MODE);
    private static final Set<String> CONDITION = Set.of("condition", "configuration");
    private static final Set<String> PROFILE = Set.of("name", "description", "executors");
    private static final Set<String> EXECUTOR = Set.of("executor", "configuration");
    private static final Set<String> OURS =
            Set.of(PermissionsExecutorFactory.PROVIDER_ID, NetworksExecutorFactory.PROVIDER_ID);

    /** Reads the two; null where the realm has none. */
    static RealmPolicies read(String policies, String profiles) {
        return new RealmPolicies(policies, profiles, executors(policies, profiles));
    }

    boolean areOf(String otherPolicies, String otherProfiles) {
        return Objects.equals(policies, otherPolicies) && Objects.equals(profiles, otherProfiles);
    }

    private static List<String> executors(String policies, String profiles) {
        if (policies == null || profiles == null) {
            return List.of();
        }
        try {
            List<JsonNode> enabled = list(JsonSerialization.mapper.readTree(policies), "policies").stream()
                    .filter(policy -> policy.path("enabled").asBoolean())
                    .toList();
            return enabled.size() == 1 && isForEveryClient(enabled.get(0))
                    ? executors(enabled.get(0), list(JsonSerialization.mapper.readTree(profiles), "profiles"))
                    : List.of();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static boolean isForEveryClient(JsonNode policy) {
        List<JsonNode> conditions = list(policy, "conditions");
        return policy.hasNonNull("name")
                && hasOnly(policy, POLICY)
                && (!policy.hasNonNull(MODE) || MODES.contains(policy.path(MODE).asText()))
                && conditions.size() == 1
                && hasOnly(conditions.get(0), CONDITION)
                && AnyClientConditionFactory.PROVIDER_ID.equals(
                        conditions.get(0).path("condition").textValue())
                && hasNoMembers(conditions.get(0).path("configuration"));
    }

    private static List<String> executors(JsonNode policy, List<JsonNode> profiles) {
        List<JsonNode> named = list(policy, "profiles");
        if (named.size() != 1) {
            return List.of();
        }
        List<JsonNode> meant = profiles.stream()
                .filter(profile -> profile.path("name").equals(named.get(0)))
                .toList();
        boolean isPlain = meant.size() == 1
                && hasOnly(meant.get(0), PROFILE)
                && list(meant.get(0), "executors").stream().allMatch(RealmPolicies::isPlain);
        return isPlain ? ours(list(meant.get(0), "executors")) : List.of();
    }

    private static boolean isPlain(JsonNode executor) {
        return hasOnly(executor, EXECUTOR) && hasNoMembers(executor.path("configuration"));
    }

    /** All of them, if each is ours; none otherwise. */
    private static List<String> ours(List<JsonNode> executors) {
        List<String> ids = executors.stream()
                .map(executor -> executor.path("executor").asText())
                .toList();
        return OURS.containsAll(ids) ? ids : List.of();
    }

    private static boolean hasOnly(JsonNode object, Set<String> members) {
        return object.properties().stream()
                .allMatch(member ->
                        members.contains(member.getKey()) || member.getValue().isNull());
    }

    /** Without any, Keycloak fails. */
    private static boolean hasNoMembers(JsonNode configuration) {
        return configuration.isObject() && configuration.isEmpty();
    }

    private static List<JsonNode> list(JsonNode object, String member) {
        return StreamSupport.stream(object.path(member).spliterator(), false).toList();
    }
}
