package io.authscape.keycloak.introspection;

import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.AccessToken;

/**
 * OpenIddict's rule of who may ask about a token: who is in {@code aud}, who presented it, and anybody if it has no
 * audience. Keycloak 26.7 allows the first alone, Keycloak up to 26.5 anybody.
 */
public final class OpenIddictAudience {

    private static final String ATTRIBUTE = "authscape.introspection.openiddict-audience";

    private OpenIddictAudience() {}

    /** From now on the rule counts in this session: AuthScape's endpoint is at work, not Keycloak's. */
    public static void applyTo(KeycloakSession session) {
        session.setAttribute(ATTRIBUTE, true);
    }

    static boolean appliesTo(KeycloakSession session) {
        return session.getAttribute(ATTRIBUTE) != null;
    }

    static boolean allows(AccessToken token, String caller) {
        String[] audience = token.getAudience();
        return audience == null
                || audience.length == 0
                || List.of(audience).contains(caller)
                || caller.equals(token.getIssuedFor());
    }
}
