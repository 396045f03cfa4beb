package io.authscape.keycloak.secret;

import io.authscape.keycloak.issuer.RootIssuer;
import org.keycloak.models.KeycloakSession;

/** The audience that clients of AuthScape's server put into their assertions: its issuer, with or without its slash. */
public final class RootAudience {

    private RootAudience() {}

    public static boolean is(String audience, KeycloakSession session) {
        return RootIssuer.possible(session)
                .filter(issuer -> issuer.equals(audience) || issuer.equals(audience + "/"))
                .isPresent();
    }
}
