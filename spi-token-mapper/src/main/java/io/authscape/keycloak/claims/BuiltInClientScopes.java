package io.authscape.keycloak.claims;

import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Gives Keycloak's own clients (Account Console, Admin Console, …) the realm's default scopes when a realm has come
 * into being with AuthScape's. Keycloak does so only with scopes that it has made itself: after an import that brings
 * its own, the Account Console would stand without any and get tokens that its API refuses.
 */
final class BuiltInClientScopes implements ProviderEventListener {

    /** Keycloak's own list lacks the Account Console in 26.5 and before. */
    private static final List<String> BUILT_IN = List.of(
            Constants.ACCOUNT_MANAGEMENT_CLIENT_ID,
            Constants.ACCOUNT_CONSOLE_CLIENT_ID,
            Constants.ADMIN_CONSOLE_CLIENT_ID,
            Constants.ADMIN_CLI_CLIENT_ID,
            Constants.BROKER_SERVICE_CLIENT_ID,
            Constants.REALM_MANAGEMENT_CLIENT_ID);

    private static final Logger LOG = Logger.getLogger(BuiltInClientScopes.class);

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof RealmModel.RealmPostCreateEvent created) {
            complete(created.getCreatedRealm());
        }
    }

    private static void complete(RealmModel realm) {
        List<ClientScopeModel> scopes = realm.getDefaultClientScopesStream(true).toList();
        if (scopes.stream().noneMatch(BuiltInClientScopes::isOurs)) {
            return;
        }
        for (String clientId : BUILT_IN) {
            ClientModel client = realm.getClientByClientId(clientId);
            if (client != null && client.getClientScopes(true).isEmpty()) {
                scopes.stream().filter(scope -> !isOurs(scope)).forEach(scope -> client.addClientScope(scope, true));
                LOG.debugf("client '%s' of realm '%s' has the default client scopes", clientId, realm.getName());
            }
        }
    }

    private static boolean isOurs(ClientScopeModel scope) {
        return scope.getProtocolMappersStream()
                .anyMatch(mapper -> UserClaimsMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()));
    }
}
