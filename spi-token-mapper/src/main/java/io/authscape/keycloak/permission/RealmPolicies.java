package io.authscape.keycloak.permission;

import com.fasterxml.jackson.databind.JsonNode;
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
 * @param onlyPermissions whether all that they do is to call {@link PermissionsExecutor} for every client. Where a member
 *     is there that isn't known here, they may do more.
 */
record RealmPolicies(String policies, String profiles, boolean onlyPermissions) {

    /** What becomes of a condition that abstains, which ours never does. */
    private static final String MODE = "mode";

    private static final Set<String> MODES = Set.of("DEFAULT", "STRICT");

    private static final Set<String> POLICY = Set.of("name", "description", "enabled", "conditions", "profiles", MODE);
    private static final Set<String> CONDITION = Set.of("condition", "configuration");
    private static final Set<String> PROFILE = Set.of("name", "description", "executors");
    private static final Set<String> EXECUTOR = Set.of("executor", "configuration");

    /** Reads the two; null where the realm has none. */
    static RealmPolicies read(String policies, String profiles) {
        return new RealmPolicies(policies, profiles, onlyPermissions(policies, profiles));
    }

    boolean areOf(String otherPolicies, String otherProfiles) {
        return Objects.equals(policies, otherPolicies) && Objects.equals(profiles, otherProfiles);
    }

    private static boolean onlyPermissions(String policies, String profiles) {
        if (policies == null || profiles == null) {
            return false;
        }
        try {
            List<JsonNode> enabled = list(JsonSerialization.mapper.readTree(policies), "policies").stream()
                    .filter(policy -> policy.path("enabled").asBoolean())
                    .toList();
            return enabled.size() == 1
                    && isForEveryClient(enabled.get(0))
                    && callsOnlyOurs(enabled.get(0), list(JsonSerialization.mapper.readTree(profiles), "profiles"));
        } catch (IOException unreadable) {
            return false;
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

    private static boolean callsOnlyOurs(JsonNode policy, List<JsonNode> profiles) {
        List<JsonNode> named = list(policy, "profiles");
        if (named.size() != 1) {
            return false;
        }
        List<JsonNode> meant = profiles.stream()
                .filter(profile -> profile.path("name").equals(named.get(0)))
                .toList();
        return meant.size() == 1
                && hasOnly(meant.get(0), PROFILE)
                && list(meant.get(0), "executors").size() == 1
                && isOurs(list(meant.get(0), "executors").get(0));
    }

    private static boolean isOurs(JsonNode executor) {
        return hasOnly(executor, EXECUTOR)
                && PermissionsExecutorFactory.PROVIDER_ID.equals(
                        executor.path("executor").textValue())
                && hasNoMembers(executor.path("configuration"));
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
