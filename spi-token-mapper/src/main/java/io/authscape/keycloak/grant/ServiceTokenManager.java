package io.authscape.keycloak.grant;

import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;

/** Keycloak's own, except that it needn't search for the scope {@code offline_access}. */
final class ServiceTokenManager extends TokenManager {

    private final OfflineAccessScope offlineAccess;

    ServiceTokenManager(OfflineAccessScope offlineAccess) {
        this.offlineAccess = offlineAccess;
    }

    @Override
    protected AccessToken initToken(
            KeycloakSession session,
            RealmModel realm,
            ClientModel client,
            UserModel user,
            UserSessionModel userSession,
            ClientSessionContext context,
            boolean offline) {
        RealmModel quick = offlineAccess
                .of(realm)
                .<RealmModel>map(scope -> new OfflineAccessFirst(realm, scope))
                .orElse(realm);
        return super.initToken(session, quick, client, user, userSession, context, offline);
    }
}
