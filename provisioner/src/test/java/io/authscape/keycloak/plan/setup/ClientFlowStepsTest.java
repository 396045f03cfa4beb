package io.authscape.keycloak.plan.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.authscape.keycloak.plan.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is done about the flow by which clients sign in, at each stage of a setup that may have been interrupted. */
class ClientFlowStepsTest {

    private static final String COPY = "CREATE client-authentication flow 'authscape clients', a copy of 'clients'";
    private static final String ADD =
            "CREATE authenticator 'authscape-secret' of client-authentication flow 'authscape" + " clients'";
    private static final String SWITCH_ON =
            "UPDATE authenticator 'authscape-secret' of client-authentication flow" + " 'authscape clients'";
    private static final String BIND =
            "UPDATE the realm's client authentication, from flow 'clients' to 'authscape" + " clients'";

    private final ArrayNode flows = JsonNodeFactory.instance.arrayNode();
    private final Map<String, JsonNode> executions = new HashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private String bound = "clients";

    ClientFlowStepsTest() {
        flow("clients", true, "client-flow", execution("client-secret", "ALTERNATIVE", 0));
    }

    @Test
    void keycloaksOwnFlowIsCopied() {
        assertThat(steps()).containsExactly(COPY, ADD, BIND);
    }

    @Test
    void anInterruptedSetupGoesOnWhereItStopped() {
        flow("authscape clients", false, "client-flow", execution("client-secret", "ALTERNATIVE", 0));
        assertThat(steps()).containsExactly(ADD, BIND);
        flow("authscape clients", false, "client-flow", execution("authscape-secret", "DISABLED", 0));
        assertThat(steps()).containsExactly(SWITCH_ON, BIND);
        flow("authscape clients", false, "client-flow", execution("authscape-secret", "ALTERNATIVE", 0));
        assertThat(steps()).containsExactly(BIND);
        bound = "authscape clients";
        assertThat(steps()).isEmpty();
    }

    @Test
    void anAdminsOwnFlowGetsTheAuthenticatorItself() {
        bound = "ours";
        flow("ours", false, "client-flow", execution("client-x509", "ALTERNATIVE", 0));
        assertThat(steps())
                .containsExactly("CREATE authenticator 'authscape-secret' of client-authentication flow 'ours'");
        flow("ours", false, "client-flow", execution("authscape-secret", "DISABLED", 0));
        assertThat(steps())
                .containsExactly("UPDATE authenticator 'authscape-secret' of client-authentication flow 'ours'");
    }

    @Test
    void anAuthenticatorInsideAnotherFlowIsNotAsked() {
        bound = "ours";
        flow("ours", false, "client-flow", execution("authscape-secret", "ALTERNATIVE", 1));
        assertThat(steps())
                .containsExactly("CREATE authenticator 'authscape-secret' of client-authentication flow 'ours'");
    }

    @Test
    void aRequiredOneLeavesNoRoom() {
        bound = "ours";
        flow(
                "ours",
                false,
                "client-flow",
                execution("authscape-secret", "ALTERNATIVE", 0),
                execution("client-x509", "REQUIRED", 0));
        assertThat(steps()).isEmpty();
        assertThat(refusals)
                .extracting(Refusal::toString)
                .containsExactly(
                        "client-authentication flow 'ours': it requires 'client-x509', so that Keycloak asks no"
                                + " other authenticator; make it an alternative in Keycloak");
        refusals.clear();
        flow("ours", false, "client-flow", execution("authscape-secret", "REQUIRED", 0));
        assertThat(steps()).isEmpty();
        assertThat(refusals).isEmpty();
    }

    @Test
    void aFlowForUsersThatHasOurNameIsLeftAlone() {
        flow("authscape clients", false, "basic-flow");
        assertThat(steps()).isEmpty();
        assertThat(refusals)
                .extracting(Refusal::toString)
                .containsExactly("client-authentication flow 'authscape clients': it exists and is none for clients;"
                        + " rename it in Keycloak, our flow needs the name");
    }

    private List<String> steps() {
        List<SetupStep> steps = new ArrayList<>();
        SetupState state = new SetupState(null, null, bound, flows, executions, null, null);
        new ClientFlowSteps(state, steps, refusals).plan();
        return steps.stream().map(step -> step.action() + " " + step.subject()).toList();
    }

    private void flow(String alias, boolean builtIn, String type, String... of) {
        for (int i = flows.size() - 1; i >= 0; i--) {
            if (flows.get(i).path("alias").asText().equals(alias)) {
                flows.remove(i);
            }
        }
        flows.addObject().put("alias", alias).put("builtIn", builtIn).put("providerId", type);
        try {
            executions.put(alias, new ObjectMapper().readTree("[" + String.join(",", of) + "]"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String execution(String provider, String requirement, int level) {
        return "{ \"providerId\": \"" + provider + "\", \"requirement\": \"" + requirement + "\", \"level\": " + level
                + " }";
    }
}
