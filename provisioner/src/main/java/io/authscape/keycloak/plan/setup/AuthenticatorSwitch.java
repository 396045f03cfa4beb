package io.authscape.keycloak.plan.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.authscape.keycloak.contract.SecretMembers;
import java.util.List;

/** Whether our client authenticator is at work in a client-authentication flow. */
public final class AuthenticatorSwitch {

    public static final String ALTERNATIVE = "ALTERNATIVE";

    private static final String REQUIRED = "REQUIRED";

    private AuthenticatorSwitch() {}

    /**
     * Keycloak asks the one that is required and no other, else all the alternatives; it looks only at the flow itself,
     * not into flows inside of it.
     *
     * @param executions of the flow, as the Admin API tells them
     */
    public static boolean isOn(JsonNode executions) {
        String required = ShippedRealm.elements(executions)
                .filter(AuthenticatorSwitch::isDirect)
                .filter(execution -> REQUIRED.equals(requirement(execution)))
                .map(AuthenticatorSwitch::provider)
                .findFirst()
                .orElse(null);
        return required == null
                ? ALTERNATIVE.equals(requirement(in(executions)))
                : required.equals(SecretMembers.AUTHENTICATOR);
    }

    /** Our authenticator's execution, on or off; missing if there is none. */
    public static JsonNode in(JsonNode executions) {
        return ShippedRealm.elements(executions)
                .filter(AuthenticatorSwitch::isDirect)
                .filter(execution -> SecretMembers.AUTHENTICATOR.equals(provider(execution)))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The authenticators that Keycloak asks instead of all others. */
    static List<String> required(JsonNode executions) {
        return ShippedRealm.elements(executions)
                .filter(AuthenticatorSwitch::isDirect)
                .filter(execution -> REQUIRED.equals(requirement(execution)))
                .map(AuthenticatorSwitch::provider)
                .toList();
    }

    private static boolean isDirect(JsonNode execution) {
        return execution.path("level").asInt() == 0;
    }

    private static String requirement(JsonNode execution) {
        return execution.path("requirement").asText();
    }

    private static String provider(JsonNode execution) {
        return execution.path("providerId").asText();
    }
}
