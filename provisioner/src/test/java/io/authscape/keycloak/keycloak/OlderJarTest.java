package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.setup.SetupPart;
import io.authscape.keycloak.plan.setup.SetupPlan;
import io.authscape.keycloak.plan.setup.SetupStep;
import jakarta.ws.rs.ForbiddenException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A new provisioner with a jar from before there were networks. */
class OlderJarTest {

    private static final String OLDER = "{ \"authscape-permissions\": {}, \"pkce-enforcer\": {} }";
    private static final String SAME = "{ \"authscape-permissions\": {}, \"authscape-networks\": {} }";

    private final List<String> called = new ArrayList<>();

    private final JsonNode profiles = json("""
            { "profiles": [ { "name": "mine", "executors": [ { "executor": "somebody-elses" } ] },
                            { "name": "authscape", "executors": [ { "executor": "authscape-permissions" },
                                                                  { "executor": "authscape-networks" } ] } ] }""");

    @Test
    void isFoundOutBeforeTheFirstWrite() {
        SetupPlan plan = new SetupPlan(
                List.of(
                        new SetupStep(SetupPart.USER_PROFILE, Action.CREATE, "user attributes", new TextNode("")),
                        new SetupStep(SetupPart.CLIENT_PROFILES, Action.UPDATE, "client profile", profiles)),
                List.of());
        List<SetupStep> done = new ArrayList<>();

        assertThatThrownBy(() -> new RealmSetup(null, serverThatSays(() -> providers(OLDER)), "r", "master")
                        .carryOut(plan, done::add))
                .isInstanceOf(KeycloakFailure.class)
                .hasMessage("AuthScape's provider jar on this server is older than this provisioner: it lacks the"
                        + " executor 'authscape-networks'; copy this version's authscape-keycloak-spi.jar to"
                        + " Keycloak's folder 'providers'; nothing was written");
        assertThat(done).isEmpty();
        assertThat(called).containsExactly("serverInfo");
    }

    @Test
    void aJarThatKnowsAllIsFine() {
        ProviderJar.requireExecutors(serverThatSays(() -> providers(SAME)), profiles);

        assertThat(called).containsExactly("serverInfo");
    }

    /** Then Keycloak's own refusal has to do. */
    @Test
    void whoMayNotLookGoesOn() {
        ProviderJar.requireExecutors(
                serverThatSays(() -> {
                    throw new ForbiddenException();
                }),
                profiles);
        ProviderJar.requireExecutors(serverThatSays(() -> json("{}")), profiles);

        assertThat(called).containsExactly("serverInfo", "serverInfo");
    }

    private static JsonNode providers(String executors) {
        return json("{ \"providers\": { \"client-policy-executor\": { \"internal\": true, \"providers\": " + executors
                + " } } }");
    }

    /** One that answers this question, and no other. */
    private SetupApi serverThatSays(Supplier<JsonNode> info) {
        return (SetupApi) Proxy.newProxyInstance(
                SetupApi.class.getClassLoader(), new Class<?>[] {SetupApi.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    if (method.getName().equals("serverInfo")) {
                        return info.get();
                    }
                    throw new AssertionError(method.getName());
                });
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
