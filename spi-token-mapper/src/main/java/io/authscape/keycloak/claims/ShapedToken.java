package io.authscape.keycloak.claims;

import io.authscape.keycloak.contract.ClaimNames;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/** What the access tokens of services and users have in common: made anew out of the one that Keycloak made. */
public final class ShapedToken {

    /** OpenIddict's identity tokens live for 20 minutes. */
    private static final long IDENTITY_TOKEN_SECONDS = 1200;

    /** What Keycloak's stock scopes add, beside protocol claims: theirs are never in a token of ours. */
    private static final Set<String> KEYCLOAKS_OWN =
            Set.of("clientHost", "clientAddress", "clientId", "email_verified", ClaimNames.USERNAME);

    private ShapedToken() {}

    /** Whether an access token is one of ours: says nothing about its signature. */
    public static boolean isOurs(AccessToken token) {
        Object presenter = token.getOtherClaims().get(ClaimNames.PRESENTER);
        return presenter != null && presenter.equals(token.getOtherClaims().get(ClaimNames.CLIENT_ID));
    }

    /**
     * A new token that has what Keycloak needs to know it again ({@code iss jti typ azp iat exp}, and {@code sid cnf
     * authorization} where there are any), the scopes and audiences in AuthScape's order, and what an admin's own
     * mappers added. All that Keycloak has a member for is left behind.
     */
    static AccessToken of(AccessToken keycloaks, ClientModel client, GrantedScopes granted, String subject) {
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

        token.subject(subject);
        if (!granted.scopes().isEmpty()) {
            token.setScope(String.join(" ", granted.scopes()));
        }
        if (!granted.audiences().isEmpty()) {
            token.audience(granted.audiences().toArray(String[]::new));
        }
        putForeign(keycloaks, token);
        token.getOtherClaims().put(ClaimNames.CLIENT_ID, client.getClientId());
        token.getOtherClaims().put(ClaimNames.PRESENTER, client.getClientId());
        return token;
    }

    /** The same for an identity token. */
    static IDToken of(IDToken keycloaks, String subject, Map<String, Object> claims) {
        IDToken token = new IDToken();
        token.id(keycloaks.getId());
        token.type(keycloaks.getType());
        token.issuer(keycloaks.getIssuer());
        token.issuedFor(keycloaks.getIssuedFor());
        token.audience(keycloaks.getAudience());
        token.iat(keycloaks.getIat());
        token.exp(Math.min(keycloaks.getExp(), keycloaks.getIat() + IDENTITY_TOKEN_SECONDS));
        token.setNonce(keycloaks.getNonce());
        token.setAuth_time(keycloaks.getAuth_time());
        token.setSessionId(keycloaks.getSessionId());

        token.subject(subject);
        putForeign(keycloaks, token);
        token.getOtherClaims().putAll(claims);
        return token;
    }

    /** What neither Keycloak nor AuthScape has a claim for came from a mapper that an admin added: it stays. */
    static void putForeign(IDToken keycloaks, IDToken token) {
        token.getOtherClaims().putAll(keycloaks.getOtherClaims());
        token.getOtherClaims()
                .keySet()
                .removeIf(name -> KEYCLOAKS_OWN.contains(name) || ClaimNames.isProtocolClaim(name));
    }
}
