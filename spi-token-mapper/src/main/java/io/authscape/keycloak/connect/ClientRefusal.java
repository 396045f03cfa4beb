package io.authscape.keycloak.connect;

import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/** The rows about who a client is, for every endpoint that authenticates clients. */
final class ClientRefusal {

    private ClientRefusal() {}

    /**
     * What is wrong with a client before Keycloak is asked to authenticate it. Keycloak takes no notice of a public
     * client's secret, and a control character is lost, or a database's failure, on its way through Keycloak.
     *
     * @throws WireException rows 12 to 14
     */
    static void checkBefore(RealmModel realm, WireForm form, boolean clientCredentials) {
        if (form.clientId().isEmpty() && !form.hasAssertion()) {
            throw new WireException(WireError.CLIENT_NOT_NAMED);
        }
        if (hasControlCharacters(form.clientId())) {
            throw new WireException(WireError.CLIENT_UNKNOWN);
        }
        ClientModel client = known(realm, form.clientId());
        if (client == null || !client.isPublicClient()) {
            return;
        }
        if (clientCredentials) {
            throw new WireException(WireError.PUBLIC_CLIENT);
        }
        if (form.hasAssertion()) {
            throw new WireException(WireError.PUBLIC_CLIENT_WITH_ASSERTION);
        }
        if (form.hasSecret()) {
            throw new WireException(WireError.PUBLIC_CLIENT_WITH_SECRET);
        }
    }

    /** Why Keycloak has not authenticated a client: rows 12, 15 and 16, and those of an assertion. */
    static WireError of(KeycloakSession session, WireForm form) {
        if (form.hasAssertion()) {
            return AssertionRefusal.row(session, form.parameter(OAuth2Constants.CLIENT_ASSERTION), form.clientId());
        }
        if (known(session.getContext().getRealm(), form.clientId()) == null) {
            return WireError.CLIENT_UNKNOWN;
        }
        return form.hasSecret() ? WireError.CREDENTIALS_INVALID : WireError.AUTHENTICATION_REQUIRED;
    }

    /** The client, or null: OpenIddict has no disabled clients, only deleted ones. */
    static ClientModel known(RealmModel realm, String clientId) {
        boolean possible = !clientId.isEmpty() && !hasControlCharacters(clientId);
        ClientModel client = possible ? realm.getClientByClientId(clientId) : null;
        boolean usable = client != null && client.isEnabled() && isOpenIdConnect(client);
        return usable ? client : null;
    }

    private static boolean hasControlCharacters(String clientId) {
        return clientId.chars().anyMatch(Character::isISOControl);
    }

    private static boolean isOpenIdConnect(ClientModel client) {
        return client.getProtocol() == null || OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol());
    }
}
