package io.authscape.keycloak.claims;

import io.authscape.keycloak.contract.ClaimNames;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.AccessToken;

/** A service's access token as AuthScape makes it, out of the one that Keycloak made. */
public final class ServiceToken {

    /** What Keycloak's stock scopes add, beside protocol claims: theirs are never in a service token. */
    private static final Set<String> KEYCLOAKS_OWN =
            Set.of("clientHost", "clientAddress", "clientId", "email_verified", ClaimNames.USERNAME);

    private ServiceToken() {}

    /**
     * Whether a token is one that {@link #shape} made for a service: {@code sub}, {@code client_id} and
     * {@code oi_prst} are the same. Says nothing about its signature.
     */
    public static boolean isShaped(AccessToken token) {
        Object clientId = token.getOtherClaims().get(ClaimNames.CLIENT_ID);
        return clientId != null
                && clientId.equals(token.getSubject())
                && clientId.equals(token.getOtherClaims().get(ClaimNames.PRESENTER));
    }

    /**
     * A new token that has what Keycloak needs to know it again ({@code iss jti typ azp iat exp}, and {@code sid cnf
     * authorization} where there are any), AuthScape's claims, the client's own, and what an admin's own mappers added.
     * All that Keycloak has a member for is left behind.
     */
    static AccessToken shape(AccessToken keycloaks, ClientModel client, GrantedScopes granted) {
        AccessToken token = new AccessToken();
        token.id(keycloaks.getId());
        token.type(keycloaks.getType());
        token.issuer(keycloaks.getIssuer());
        token.issuedFor(keycloaks.getIssuedFor());
        token.iat(keycloaks.getIat());
        token.exp(keycloaks.getExp());
        token.setSessionId(keycloaks.getSessionId());
        token.setConfirmation(keycloaks.getConfirmation());
        token.setAuthorization(keycloaks.getAuthorization());

        token.subject(client.getClientId());
        if (!granted.scopes().isEmpty()) {
            token.setScope(String.join(" ", granted.scopes()));
        }
        if (!granted.audiences().isEmpty()) {
            token.audience(granted.audiences().toArray(String[]::new));
        }
        token.getOtherClaims().putAll(keycloaks.getOtherClaims());
        token.getOtherClaims()
                .keySet()
                .removeIf(name -> KEYCLOAKS_OWN.contains(name) || ClaimNames.isProtocolClaim(name));
        token.getOtherClaims().putAll(ClientClaims.of(client));
        token.getOtherClaims().put(ClaimNames.CLIENT_ID, client.getClientId());
        token.getOtherClaims().put(ClaimNames.PRESENTER, client.getClientId());
        return token;
    }
}
