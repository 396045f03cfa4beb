package io.authscape.keycloak.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.SecretMembers;
import io.authscape.keycloak.plan.HashedSecrets;
import io.authscape.keycloak.plan.setup.AuthenticatorSwitch;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.ForbiddenException;
import java.util.Map;

/** The flow by which a realm's clients sign in: reads it, and brings our authenticator into it. */
final class ClientFlow {

    static final String BOUND = "clientAuthenticationFlow";

    private final SetupApi api;
    private final String realm;

    ClientFlow(SetupApi api, String realm) {
        this.api = api;
        this.realm = realm;
    }

    /** Finds out whether clients can sign in by hashed secrets. */
    HashedSecrets hashedSecrets() {
        return Calls.get("read the client-authentication flow of realm " + Quoted.of(realm), () -> {
            try {
                JsonNode bound = api.realm(realm).path(BOUND);
                // To whoever may not look, Keycloak shows the realm without most of its members.
                if (!bound.isTextual()) {
                    return HashedSecrets.NOT_SHOWN;
                }
                return AuthenticatorSwitch.isOn(api.executions(realm, bound.textValue()))
                        ? HashedSecrets.ACCEPTED
                        : HashedSecrets.NOT_ACCEPTED;
            } catch (ForbiddenException e) {
                return HashedSecrets.NOT_SHOWN;
            }
        });
    }

    /** Copies a flow with all that is in it. */
    void copy(String doing, String from, String to) {
        Calls.create(doing, () -> api.copyFlow(realm, from, Map.of("newName", to)));
    }

    /** Puts our authenticator into a flow where it is missing, and switches it on: Keycloak adds it switched off. */
    void switchOn(String doing, String flow) {
        if (AuthenticatorSwitch.in(api.executions(realm, flow)).isMissingNode()) {
            Calls.create(doing, () -> api.addExecution(realm, flow, Map.of("provider", SecretMembers.AUTHENTICATOR)));
        }
        Calls.run(doing, () -> {
            JsonNode execution = AuthenticatorSwitch.in(api.executions(realm, flow));
            api.updateExecution(
                    realm,
                    flow,
                    ((ObjectNode) execution.deepCopy()).put("requirement", AuthenticatorSwitch.ALTERNATIVE));
        });
    }

    /** Sends the realm whole, as it is now: of what is left out Keycloak takes some for its defaults. */
    void bind(String doing, String flow) {
        Calls.run(doing, () -> {
            ObjectNode whole = api.realm(realm).deepCopy();
            api.updateRealm(realm, whole.put(BOUND, flow));
        });
    }
}
