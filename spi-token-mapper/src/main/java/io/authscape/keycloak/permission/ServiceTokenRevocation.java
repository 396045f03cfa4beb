package io.authscape.keycloak.permission;

import io.authscape.keycloak.claims.ServiceToken;
import io.authscape.keycloak.contract.ClaimNames;
import io.authscape.keycloak.issuer.RootIssuer;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Map;
import org.keycloak.common.util.Time;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.SingleUseObjectProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.urls.UrlType;

/**
 * Revokes a service token where Keycloak can't: its revocation endpoint looks for a user with the token's {@code sub},
 * finds none, answers 200 and has revoked nothing.
 */
final class ServiceTokenRevocation {

    /** What Keycloak keeps at least, for clocks that differ. */
    private static final long MINIMUM_SECONDS = 10;

    private final KeycloakSession session;

    ServiceTokenRevocation(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Revokes the token of a revocation request (RFC 7009 section 2.1) if it is a service token of the client that has
     * authenticated; leaves every other to Keycloak.
     */
    void revoke(MultivaluedMap<String, String> parameters) {
        AccessToken token = session.tokens().decode(parameters.getFirst("token"), AccessToken.class);
        if (token != null && ServiceToken.isShaped(token) && isCallers(token) && isThisRealms(token)) {
            long remaining = token.getExp() - Time.currentTimeMillis() / 1000 + 1;
            markRevoked(token.getId(), Math.max(remaining, MINIMUM_SECONDS));
        }
    }

    private boolean isCallers(AccessToken token) {
        ClientModel caller = session.getContext().getClient();
        return caller != null
                && caller.getClientId().equals(token.getOtherClaims().get(ClaimNames.CLIENT_ID));
    }

    /** All realms may sign with one key, and a token from before a switch carries the other issuer. */
    private boolean isThisRealms(AccessToken token) {
        String issuer = token.getIssuer();
        return issuer != null
                && (issuer.equals(realmIssuer())
                        || RootIssuer.possible(session).filter(issuer::equals).isPresent());
    }

    private String realmIssuer() {
        return Urls.realmIssuer(
                session.getContext().getUri(UrlType.FRONTEND).getBaseUri(),
                session.getContext().getRealm().getName());
    }

    private void markRevoked(String tokenId, long seconds) {
        try {
            session.revokedTokens().put(tokenId, seconds);
        } catch (NoSuchMethodError keycloakBefore267) {
            session.singleUseObjects().put(tokenId + SingleUseObjectProvider.REVOKED_KEY, seconds, Map.of());
        }
    }
}
