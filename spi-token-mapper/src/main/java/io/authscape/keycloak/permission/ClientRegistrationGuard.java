package io.authscape.keycloak.permission;

import io.authscape.keycloak.contract.AttributeNames;
import java.util.Map;
import java.util.Objects;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AdminClientRegisterContext;
import org.keycloak.services.clientpolicy.context.AdminClientUpdateContext;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;

/**
 * A client that registers or updates itself must not write what it is allowed to do. Only the Admin REST API may set
 * {@code authscape.*} attributes; every other way to a client's attributes is taken for registration, also one that
 * Keycloak may yet get.
 */
final class ClientRegistrationGuard {

    private final RealmModel realm;

    ClientRegistrationGuard(RealmModel realm) {
        this.realm = realm;
    }

    void check(ClientCRUDContext context) throws ClientPolicyException {
        ClientRepresentation proposed = context.getProposedClientRepresentation();
        if (isAdminRestApi(context) || proposed == null || proposed.getAttributes() == null) {
            return;
        }
        // Keycloak lets no registration change the id, so the id leads to the client as it stands, if there is one.
        ClientModel present = proposed.getClientId() == null ? null : realm.getClientByClientId(proposed.getClientId());
        for (Map.Entry<String, String> attribute : proposed.getAttributes().entrySet()) {
            if (isOurs(attribute.getKey()) && !isUnchanged(present, attribute)) {
                throw new Refusal(attribute.getKey());
            }
        }
    }

    private static boolean isAdminRestApi(ClientCRUDContext context) {
        return context instanceof AdminClientRegisterContext || context instanceof AdminClientUpdateContext;
    }

    private static boolean isOurs(String attribute) {
        return attribute.regionMatches(true, 0, AttributeNames.PREFIX, 0, AttributeNames.PREFIX.length());
    }

    private static boolean isUnchanged(ClientModel present, Map.Entry<String, String> attribute) {
        String value = present == null ? null : present.getAttribute(attribute.getKey());
        return Objects.equals(value, attribute.getValue());
    }

    /** Keycloak's registration answers with the message, where its other endpoints answer with the detail. */
    private static final class Refusal extends ClientPolicyException {

        private static final long serialVersionUID = 1L;

        Refusal(String attribute) {
            super(
                    OAuthErrorException.INVALID_CLIENT_METADATA,
                    "Client registration can't set the attribute '" + attribute + "'.");
        }

        @Override
        public String getMessage() {
            return getErrorDetail();
        }
    }
}
