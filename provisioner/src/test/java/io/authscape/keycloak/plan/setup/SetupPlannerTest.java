package io.authscape.keycloak.plan.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.Action;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetupPlannerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShippedRealm shipped = shipped();
    private ObjectNode scope = (ObjectNode) json("{\"id\":\"1\",\"name\":\"email\",\"protocol\":\"openid-connect\"}");
    private ObjectNode userProfile = (ObjectNode) json("""
            { "attributes": [ { "name": "username", "permissions": { "view": ["admin"] } } ],
              "groups": [ { "name": "user-metadata" } ], "unmanagedAttributePolicy": "ADMIN_EDIT", "newMember": 1 }""");
    private JsonNode executions =
            json("[ { \"providerId\": \"client-secret\", \"requirement\": \"ALTERNATIVE\", \"level\": 0 } ]");
    private ObjectNode profiles = (ObjectNode) json("""
            { "profiles": [ { "name": "fapi", "executors": [ { "executor": "pkce-enforcer", "configuration": { "x": 1 } } ] } ] }""");
    private ObjectNode policies = (ObjectNode) json("""
            { "policies": [ { "name": "fapi", "enabled": false, "conditions": [], "profiles": ["fapi"], "newMember": [2] } ] }""");

    @Test
    void aStockRealmGetsEverythingAndTheLockLast() {
        SetupPlan plan = plan();

        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.steps())
                .extracting(SetupStep::part)
                .containsExactly(
                        SetupPart.CLIENT_SCOPE,
                        SetupPart.USER_PROFILE,
                        SetupPart.CLIENT_FLOW,
                        SetupPart.CLIENT_AUTHENTICATOR,
                        SetupPart.CLIENT_FLOW_BINDING,
                        SetupPart.CLIENT_PROFILES,
                        SetupPart.CLIENT_POLICIES);
        assertThat(plan.steps())
                .filteredOn(step -> step.part() != SetupPart.CLIENT_FLOW_BINDING)
                .allSatisfy(step -> assertThat(step.action()).isEqualTo(Action.CREATE));
        assertThat(plan.steps())
                .extracting(SetupStep::subject)
                .containsExactly(
                        "client scope 'authscape' with the mappers 'sub', 'authscape service claims', 'authscape user"
                                + " claims'",
                        "user attributes 'companyId', 'companyName', 'locationId', 'locationName',"
                                + " 'authscape.user.id'",
                        "client-authentication flow 'authscape clients', a copy of 'clients'",
                        "authenticator 'authscape-secret' of client-authentication flow 'authscape clients'",
                        "the realm's client authentication, from flow 'clients' to 'authscape clients'",
                        "client profile 'authscape'",
                        "client policy 'authscape'");
    }

    @Test
    void whatElseTheRealmHasIsSentBackAsItWas() {
        JsonNode profile = value(SetupPart.USER_PROFILE);
        assertThat(profile.path("newMember").asInt()).isEqualTo(1);
        assertThat(profile.path("unmanagedAttributePolicy").asText()).isEqualTo("ADMIN_EDIT");
        assertThat(profile.path("attributes").path(0))
                .isEqualTo(userProfile.path("attributes").path(0));
        assertThat(profile.path("groups").findValuesAsText("name")).containsExactly("user-metadata", "authscape");
        assertThat(value(SetupPart.CLIENT_PROFILES).path("profiles").path(0))
                .isEqualTo(profiles.path("profiles").path(0));
        assertThat(value(SetupPart.CLIENT_POLICIES).path("policies").path(0))
                .isEqualTo(policies.path("policies").path(0));
    }

    @Test
    void carriedOutItHasNothingToDo() {
        carryOut();

        assertThat(plan().hasNothingToDo()).isTrue();
    }

    @Test
    void anAttributeOfTheRealmsOwnKeepsItsRules() {
        userProfile.withArray("attributes").add(json("{ \"name\": \"companyId\", \"validations\": {} }"));

        assertThat(value(SetupPart.USER_PROFILE).path("attributes").findValuesAsText("name"))
                .containsExactly(
                        "username", "companyId", "companyName", "locationId", "locationName", "authscape.user.id");
        assertThat(value(SetupPart.USER_PROFILE).path("attributes").path(1).has("group"))
                .isFalse();
    }

    @Test
    void aMissingMapperIsMadeAndTheOthersKeepTheirSettings() {
        carryOut();
        JsonNode mappers = scope.path("protocolMappers");
        ((ObjectNode) mappers.path(2)).putObject("config").put("companyId.attribute", "tenant");
        ((ArrayNode) mappers).remove(1);

        SetupPlan plan = plan();

        assertThat(plan.steps()).singleElement().satisfies(step -> assertThat(step.subject())
                .isEqualTo("mapper 'authscape service claims' of client scope 'authscape'"));
        assertThat(plan.steps().get(0).part()).isEqualTo(SetupPart.MAPPER);
    }

    @Test
    void aScopeThatWouldShowInTokensIsMended() {
        carryOut();
        scope.withObject("/attributes").put("include.in.token.scope", "true").put("other", "x");

        JsonNode mended = value(SetupPart.CLIENT_SCOPE);

        assertThat(mended.path("attributes").path("include.in.token.scope").asText())
                .isEqualTo("false");
        assertThat(mended.path("attributes").path("other").asText()).isEqualTo("x");
        assertThat(mended.path("id").asText()).isEqualTo("7");
    }

    @Test
    void somebodyElsesScopeOfThatNameIsRefused() {
        scope.put("name", "authscape");

        assertThat(plan().refusals())
                .singleElement()
                .hasToString("client scope 'authscape': it exists and isn't AuthScape's; rename it in Keycloak, our"
                        + " clients need the name");
    }

    @Test
    void aForeignMapperWithANameOfOursIsRefusedBeforeAnythingIsWritten() {
        carryOut();
        scope.withObject("/attributes").put("include.in.token.scope", "true");
        ((ObjectNode) scope.path("protocolMappers").path(0)).put("protocolMapper", "oidc-hardcoded-claim-mapper");

        assertThat(plan().refusals())
                .singleElement()
                .hasToString("client scope 'authscape': its mapper 'sub' isn't AuthScape's; rename it in Keycloak, our"
                        + " mapper needs the name");
    }

    @Test
    void aPolicyThatIsSwitchedOffIsSwitchedOn() {
        carryOut();
        ObjectNode ours = (ObjectNode) policies.path("policies").path(1);
        ours.put("enabled", false);
        ours.putArray("profiles").add("mine");
        ours.putArray("conditions");

        assertThat(plan().steps()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo(Action.UPDATE);
            JsonNode policy = step.value().path("policies").path(1);
            assertThat(policy.path("enabled").asBoolean()).isTrue();
            assertThat(policy.path("profiles")).hasToString("[\"mine\",\"authscape\"]");
            assertThat(policy.path("conditions").findValuesAsText("condition")).containsExactly("any-client");
        });
    }

    @Test
    void aProfileThatLostTheExecutorGetsItBack() {
        carryOut();
        ((ObjectNode) profiles.path("profiles").path(1))
                .putArray("executors")
                .addObject()
                .put("executor", "mine");

        assertThat(value(SetupPart.CLIENT_PROFILES).path("profiles").path(1).findValuesAsText("executor"))
                .containsExactly("mine", "authscape-permissions", "authscape-networks");
    }

    /** As it was before there were networks. */
    @Test
    void aProfileOfAnOlderVersionGetsNetworks() {
        carryOut();
        ((ArrayNode) profiles.path("profiles").path(1).path("executors")).remove(1);
        assertThat(Lock.isOn(profiles, policies)).isTrue();
        assertThat(Lock.limitsNetworks(profiles, policies)).isFalse();

        assertThat(plan().steps()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo(Action.UPDATE);
            assertThat(step.subject()).isEqualTo("client profile 'authscape'");
        });
        profiles = (ObjectNode) value(SetupPart.CLIENT_PROFILES);
        assertThat(profiles.path("profiles").path(1).findValuesAsText("executor"))
                .containsExactly("authscape-permissions", "authscape-networks");
        assertThat(Lock.limitsNetworks(profiles, policies)).isTrue();
        assertThat(plan().hasNothingToDo()).isTrue();
    }

    @Test
    void theLockIsOnIfSomePolicyAppliesTheExecutorToAll() {
        assertThat(Lock.isOn(profiles, policies)).isFalse();
        carryOut();
        assertThat(Lock.isOn(profiles, policies)).isTrue();

        ObjectNode ours = (ObjectNode) policies.path("policies").path(1);
        ours.put("enabled", false);
        assertThat(Lock.isOn(profiles, policies)).isFalse();
        ours.put("enabled", true).putArray("conditions");
        assertThat(Lock.isOn(profiles, policies)).isFalse();
    }

    @Test
    void aPolicyThatLeavesClientsOutIsNoLockAndIsRefused() {
        carryOut();
        ObjectNode ours = (ObjectNode) policies.path("policies").path(1);
        ours.withArray("conditions").addObject().put("condition", "client-roles");

        assertThat(Lock.isOn(profiles, policies)).isFalse();
        assertThat(plan().steps()).isEmpty();
        assertThat(plan().refusals())
                .singleElement()
                .hasToString("client policy 'authscape': by its condition 'client-roles' it leaves clients out, whose"
                        + " permissions nobody would enforce; remove the condition, or rename the policy in Keycloak");

        JsonNode whole = ours.deepCopy();
        ((ObjectNode) whole)
                .put("name", "everybody")
                .putArray("conditions")
                .add(json("{\"condition\":\"any-client\"}"));
        policies.withArray("policies").add(whole);
        assertThat(plan().hasNothingToDo()).as("another policy is the lock").isTrue();

        ((ObjectNode) profiles.path("profiles").path(0))
                .putArray("executors")
                .addObject()
                .put("executor", "authscape-permissions");
        ((ObjectNode) policies.path("policies").path(2))
                .putArray("profiles")
                .add(profiles.path("profiles").path(0).path("name").asText());
        assertThat(plan().refusals()).as("permissions are enforced").isEmpty();
        assertThat(plan().notes())
                .as("nobody else keeps clients to networks")
                .singleElement()
                .hasToString("client policy 'authscape': by its condition 'client-roles' it leaves clients out, whose"
                        + " networks nobody would look at; add the executor 'authscape-networks' to client profile"
                        + " 'fapi' (Admin Console, Realm settings, Client policies), which enforces their"
                        + " permissions");

        scope.withObject("/attributes").put("include.in.token.scope", "true");
        assertThat(plan().steps()).as("what else is missing is brought").hasSize(1);
        ((ObjectNode) profiles.path("profiles").path(0))
                .withArray("executors")
                .addObject()
                .put("executor", "authscape-networks");
        assertThat(plan().notes()).isEmpty();
    }

    @Test
    void aConditionTurnedRoundIsNoLock() {
        carryOut();
        ObjectNode ours = (ObjectNode) policies.path("policies").path(1);
        ((ObjectNode) ours.path("conditions").path(0))
                .putObject("configuration")
                .put("is-negative-logic", "true");

        assertThat(Lock.isOn(profiles, policies)).isFalse();
        assertThat(plan().refusals())
                .singleElement()
                .hasToString("client policy 'authscape': by its condition 'any-client' it leaves clients out, whose"
                        + " permissions nobody would enforce; remove the condition, or rename the policy in Keycloak");
    }

    private SetupPlan plan() {
        return SetupPlanner.plan(
                shipped,
                new SetupState(
                        JSON.createArrayNode().add(scope),
                        userProfile,
                        "clients",
                        json("[ { \"alias\": \"clients\", \"providerId\": \"client-flow\", \"builtIn\": true } ]"),
                        Map.of("clients", executions),
                        profiles,
                        policies));
    }

    private JsonNode value(SetupPart part) {
        return plan().steps().stream()
                .filter(step -> step.part() == part)
                .findFirst()
                .orElseThrow()
                .value();
    }

    private void carryOut() {
        List<SetupStep> steps = plan().steps();
        scope = steps.get(0).value().deepCopy();
        scope.put("id", "7");
        userProfile = steps.get(1).value().deepCopy();
        executions =
                json("[ { \"providerId\": \"authscape-secret\", \"requirement\": \"ALTERNATIVE\", \"level\": 0 } ]");
        profiles = steps.get(5).value().deepCopy();
        policies = steps.get(6).value().deepCopy();
    }

    private static ShippedRealm shipped() {
        try {
            return new ShippedRealm(JSON.readTree(
                    Path.of("..", "realm-config", "authscape-realm.json").toFile()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
