package io.authscape.keycloak.claims;

import io.authscape.keycloak.contract.ClaimNames;
import io.authscape.keycloak.issuer.RootIssuer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.representations.AccessToken;
import org.keycloak.utils.RoleResolveUtil;

/** A service's access token as AuthScape makes it, out of the one that Keycloak made. */
public final class ServiceToken {

    private final KeycloakSession session;
    private final ClientModel client;
    private final ClientSessionContext context;

    ServiceToken(KeycloakSession session, ClientModel client, ClientSessionContext context) {
        this.session = session;
        this.client = client;
        this.context = context;
    }

    /**
     * Whether a token is one that we made for a service and whose {@code sub} leads Keycloak to no user: {@code
     * client_id} and {@code oi_prst} are the same, and {@code sub} too, or it is the number of the user as whom the
     * service acts and no session tells Keycloak more. Says nothing about its signature.
     */
    public static boolean isShaped(AccessToken token) {
        return ShapedToken.isOurs(token)
                && (token.getOtherClaims().get(ClaimNames.CLIENT_ID).equals(token.getSubject())
                        || (token.getSessionId() == null && UserNumber.isNumber(token.getSubject())));
    }

    /** {@link ShapedToken}, the user's claims if there is one, and the client's own. */
    AccessToken shape(AccessToken keycloaks, ServiceSubject subject, UserSessionModel userSession) {
        String sub = subject.isKeycloaks() ? userSession.getUser().getId() : subject.sub();
        AccessToken token = ShapedToken.of(keycloaks, client, GrantedScopes.of(keycloaks, context, session), sub);
        token.getOtherClaims().putAll(subject.userClaims());
        token.getOtherClaims().putAll(ClientClaims.of(session, client, subject.isUser()));
        if (subject.isKeycloaks()) {
            keepWhatKeycloaksApisNeed(keycloaks, token, userSession);
        } else if (userSession.getPersistenceState() == SessionPersistenceState.TRANSIENT) {
            // A refresh token takes its issuer from here, and Keycloak's refresh knows only its own.
            RootIssuer.inForce(session).ifPresent(token::issuer);
        }
        return token;
    }

    private void keepWhatKeycloaksApisNeed(AccessToken keycloaks, AccessToken token, UserSessionModel userSession) {
        token.setPreferredUsername(userSession.getUser().getUsername());
        token.setRealmAccess(RoleResolveUtil.getResolvedRealmRoles(session, context, false));
        token.setResourceAccess(RoleResolveUtil.getAllResolvedClientRoles(session, context));
        Set<String> audiences = new LinkedHashSet<>();
        if (token.getAudience() != null) {
            audiences.addAll(List.of(token.getAudience()));
        }
        if (keycloaks.getAudience() != null) {
            audiences.addAll(List.of(keycloaks.getAudience()));
        }
        if (!audiences.isEmpty()) {
            token.audience(audiences.toArray(String[]::new));
        }
    }
}
