package io.authscape.keycloak.plan.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Refusal;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what our jar needs with what a realm has. Whatever else the realm has stays: lists get what they lack, and
 * nothing is taken away. Pure: the same two values always make the same plan.
 */
public final class SetupPlanner {

    private static final String PROTOCOL_MAPPERS = "protocolMappers";
    private static final String PROTOCOL_MAPPER = "protocolMapper";
    private static final String ATTRIBUTES = "attributes";

    private final ShippedRealm shipped;
    private final SetupState state;
    private final List<SetupStep> steps = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<Refusal> notes = new ArrayList<>();

    private SetupPlanner(ShippedRealm shipped, SetupState state) {
        this.shipped = shipped;
        this.state = state;
    }

    public static SetupPlan plan(ShippedRealm shipped, SetupState state) {
        return new SetupPlanner(shipped, state).plan();
    }

    private SetupPlan plan() {
        mapperScope();
        userProfile();
        new ClientFlowSteps(state, steps, refusals).plan();
        clientProfile();
        clientPolicy();
        return new SetupPlan(steps, refusals, notes);
    }

    private void mapperScope() {
        JsonNode wanted = shipped.mapperScope();
        JsonNode standing = ShippedRealm.mapperScopeOf(state.scopes());
        String subject = "client scope " + Quoted.of(ShippedRealm.NAME);
        if (standing.isMissingNode()) {
            steps.add(new SetupStep(
                    SetupPart.CLIENT_SCOPE, Action.CREATE, subject + " with the mappers " + mappers(wanted), wanted));
        } else if (isForeign(standing)) {
            refusals.add(new Refusal(
                    subject, "it exists and isn't AuthScape's; rename it in Keycloak, our clients need the name"));
        } else {
            completeScope(subject, wanted, standing);
        }
    }

    /** A mapper's own settings are the admin's; only a missing one is made. */
    private void completeScope(String subject, JsonNode wanted, JsonNode standing) {
        List<String> clashing = ShippedRealm.elements(wanted.path(PROTOCOL_MAPPERS))
                .filter(mapper -> !hasType(standing, mapper) && contains(standing.path(PROTOCOL_MAPPERS), mapper))
                .map(mapper -> mapper.path("name").asText())
                .toList();
        if (!clashing.isEmpty()) {
            refusals.add(new Refusal(
                    subject,
                    "its mapper " + Quoted.list(clashing)
                            + " isn't AuthScape's; rename it in Keycloak, our mapper needs the name"));
            return;
        }
        if (!holds(standing.path(ATTRIBUTES), wanted.path(ATTRIBUTES))) {
            ObjectNode whole = standing.deepCopy();
            whole.withObject("/" + ATTRIBUTES).setAll((ObjectNode) wanted.path(ATTRIBUTES));
            steps.add(new SetupStep(SetupPart.CLIENT_SCOPE, Action.UPDATE, subject, whole));
        }
        ShippedRealm.elements(wanted.path(PROTOCOL_MAPPERS))
                .filter(mapper -> !hasType(standing, mapper))
                .forEach(mapper -> steps.add(new SetupStep(
                        SetupPart.MAPPER, Action.CREATE, "mapper " + name(mapper) + " of " + subject, mapper)));
    }

    private void userProfile() {
        List<JsonNode> missing = shipped.userAttributes().stream()
                .filter(attribute -> !contains(state.userProfile().path(ATTRIBUTES), attribute))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        ObjectNode whole = state.userProfile().deepCopy();
        missing.forEach(whole.withArray(ATTRIBUTES)::add);
        if (!contains(whole.path("groups"), shipped.userGroup())) {
            whole.withArray("groups").add(shipped.userGroup());
        }
        String names = missing.stream().map(SetupPlanner::name).collect(Collectors.joining(", "));
        steps.add(new SetupStep(SetupPart.USER_PROFILE, Action.CREATE, "user attributes " + names, whole));
    }

    private void clientProfile() {
        JsonNode wanted = shipped.clientProfile();
        complete(SetupPart.CLIENT_PROFILES, "client profile", state.profiles(), "profiles", wanted, "executors");
    }

    /** Somebody who narrowed our policy down had a reason, which no program knows. */
    private void clientPolicy() {
        JsonNode wanted = shipped.clientPolicy();
        List<String> narrowing = ShippedRealm.elements(
                        ShippedRealm.named(state.policies().path("policies"), ShippedRealm.NAME)
                                .path("conditions"))
                .filter(condition -> !Lock.holdsForEveryClient(condition))
                .map(condition -> condition.path("condition").asText())
                .toList();
        if (!narrowing.isEmpty()) {
            narrowed("client policy " + name(wanted), "by its condition " + Quoted.list(narrowing));
            return;
        }
        complete(
                SetupPart.CLIENT_POLICIES,
                "client policy",
                state.policies(),
                "policies",
                wanted,
                "conditions",
                "profiles",
                "enabled");
    }

    /** Another policy may be the lock, with the client profile as it will be. What that one lacks is its owner's to add. */
    private void narrowed(String policy, String condition) {
        JsonNode profiles = steps.stream()
                .filter(step -> step.part() == SetupPart.CLIENT_PROFILES)
                .map(SetupStep::value)
                .findFirst()
                .orElse(state.profiles());
        if (!Lock.isOn(profiles, state.policies())) {
            refusals.add(new Refusal(
                    policy,
                    condition + " it leaves clients out, whose permissions nobody would enforce; remove the"
                            + " condition, or rename the policy in Keycloak"));
        } else if (!Lock.limitsNetworks(profiles, state.policies())) {
            notes.add(new Refusal(
                    policy,
                    condition + " it leaves clients out, whose networks nobody would look at; add the executor"
                            + " 'authscape-networks' to client profile "
                            + Quoted.list(Lock.enforcing(profiles, state.policies()))
                            + " (Admin Console, Realm settings, Client policies), which enforces their permissions"));
        }
    }

    /** Adds to a list of the realm's what we want, or to what is there under its name the members that it lacks. */
    private void complete(
            SetupPart part, String what, JsonNode document, String list, JsonNode wanted, String... members) {
        ObjectNode whole = document.deepCopy();
        JsonNode standing = ShippedRealm.named(whole.path(list), ShippedRealm.NAME);
        String subject = what + " " + name(wanted);
        if (standing.isMissingNode()) {
            whole.withArray(list).add(wanted);
            steps.add(new SetupStep(part, Action.CREATE, subject, whole));
            return;
        }
        JsonNode before = standing.deepCopy();
        Stream.of(members).forEach(member -> complete((ObjectNode) standing, member, wanted.path(member)));
        if (!standing.equals(before)) {
            steps.add(new SetupStep(part, Action.UPDATE, subject, whole));
        }
    }

    private static void complete(ObjectNode standing, String member, JsonNode wanted) {
        if (!wanted.isArray()) {
            standing.set(member, wanted);
            return;
        }
        ArrayNode list = standing.withArray(member);
        ShippedRealm.elements(wanted)
                .filter(element -> ShippedRealm.elements(list).noneMatch(other -> isSame(other, element)))
                .toList()
                .forEach(list::add);
    }

    /** The same executor, condition or profile; how it is configured is the admin's affair. */
    private static boolean isSame(JsonNode standing, JsonNode wanted) {
        return wanted.isTextual()
                ? wanted.equals(standing)
                : Stream.of("executor", "condition").allMatch(key -> wanted.path(key)
                        .asText()
                        .equals(standing.path(key).asText()));
    }

    private boolean isForeign(JsonNode scope) {
        return ShippedRealm.elements(shipped.mapperScope().path(PROTOCOL_MAPPERS))
                .filter(mapper -> mapper.path(PROTOCOL_MAPPER).asText().contains("authscape"))
                .noneMatch(mapper -> hasType(scope, mapper));
    }

    private static boolean hasType(JsonNode scope, JsonNode mapper) {
        return ShippedRealm.elements(scope.path(PROTOCOL_MAPPERS))
                .anyMatch(other -> other.path(PROTOCOL_MAPPER).equals(mapper.path(PROTOCOL_MAPPER)));
    }

    private static boolean holds(JsonNode standing, JsonNode wanted) {
        return wanted.properties().stream()
                .allMatch(member -> member.getValue().equals(standing.path(member.getKey())));
    }

    private static boolean contains(JsonNode list, JsonNode named) {
        return !ShippedRealm.named(list, named.path("name").asText()).isMissingNode();
    }

    private static String mappers(JsonNode scope) {
        return ShippedRealm.elements(scope.path(PROTOCOL_MAPPERS))
                .map(SetupPlanner::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(JsonNode named) {
        return Quoted.of(named.path("name").asText());
    }
}
