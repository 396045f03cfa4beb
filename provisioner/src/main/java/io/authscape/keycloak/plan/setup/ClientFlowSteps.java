package io.authscape.keycloak.plan.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.authscape.keycloak.contract.SecretMembers;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Refusal;
import io.authscape.keycloak.seed.Quoted;
import java.util.List;

/**
 * Brings our authenticator into the flow by which clients sign in. To Keycloak's own flow nothing can be added, so a copy
 * of it takes its place; a flow that an admin made gets the authenticator itself, and keeps all that is in it.
 */
final class ClientFlowSteps {

    private static final String CLIENT_FLOW_TYPE = "client-flow";

    private final SetupState state;
    private final List<SetupStep> steps;
    private final List<Refusal> refusals;

    ClientFlowSteps(SetupState state, List<SetupStep> steps, List<Refusal> refusals) {
        this.state = state;
        this.steps = steps;
        this.refusals = refusals;
    }

    void plan() {
        String bound = state.boundFlow();
        if (AuthenticatorSwitch.isOn(executions(bound))) {
            return;
        }
        if (!flow(bound).path("builtIn").asBoolean()) {
            complete(bound);
            return;
        }
        JsonNode ours = flow(ShippedRealm.CLIENT_FLOW);
        if (ours.isMissingNode()) {
            add(
                    SetupPart.CLIENT_FLOW,
                    Action.CREATE,
                    subject(ShippedRealm.CLIENT_FLOW) + ", a copy of " + Quoted.of(bound),
                    bound);
            addAuthenticator(Action.CREATE, ShippedRealm.CLIENT_FLOW);
        } else if (CLIENT_FLOW_TYPE.equals(ours.path("providerId").asText())) {
            complete(ShippedRealm.CLIENT_FLOW);
        } else {
            refusals.add(new Refusal(
                    subject(ShippedRealm.CLIENT_FLOW),
                    "it exists and is none for clients; rename it in Keycloak, our flow needs the name"));
            return;
        }
        add(
                SetupPart.CLIENT_FLOW_BINDING,
                Action.UPDATE,
                "the realm's client authentication, from flow " + Quoted.of(bound) + " to "
                        + Quoted.of(ShippedRealm.CLIENT_FLOW),
                ShippedRealm.CLIENT_FLOW);
    }

    private void complete(String alias) {
        List<String> required = AuthenticatorSwitch.required(executions(alias));
        if (!required.isEmpty() && !required.get(0).equals(SecretMembers.AUTHENTICATOR)) {
            refusals.add(new Refusal(
                    subject(alias),
                    "it requires " + Quoted.of(required.get(0)) + ", so that Keycloak asks no other authenticator; make"
                            + " it an alternative in Keycloak"));
        } else if (!AuthenticatorSwitch.isOn(executions(alias))) {
            boolean missing = AuthenticatorSwitch.in(executions(alias)).isMissingNode();
            addAuthenticator(missing ? Action.CREATE : Action.UPDATE, alias);
        }
    }

    private void addAuthenticator(Action action, String alias) {
        add(
                SetupPart.CLIENT_AUTHENTICATOR,
                action,
                "authenticator " + Quoted.of(SecretMembers.AUTHENTICATOR) + " of " + subject(alias),
                alias);
    }

    private void add(SetupPart part, Action action, String subject, String value) {
        steps.add(new SetupStep(part, action, subject, JsonNodeFactory.instance.textNode(value)));
    }

    private JsonNode flow(String alias) {
        return ShippedRealm.elements(state.flows())
                .filter(flow -> alias.equals(flow.path("alias").asText()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private JsonNode executions(String alias) {
        return state.executions().getOrDefault(alias, MissingNode.getInstance());
    }

    private static String subject(String alias) {
        return "client-authentication flow " + Quoted.of(alias);
    }
}
