package io.authscape.keycloak.wire;

import java.util.Locale;

/** The two addresses of each endpoint. */
enum Door {
    /** {@code /connect/token}, {@code /.well-known/jwks}: AuthScape's own. */
    ROOT,
    /** {@code /realms/authscape/connect/token}, {@code /realms/authscape/connect/.well-known/jwks}. */
    REALM;

    private static final String IN_REALM = "/realms/authscape";

    /** Where a captured path is at this door. */
    String path(String captured) {
        if (this == ROOT) {
            return captured;
        }
        boolean wellKnown = captured.toLowerCase(Locale.ROOT).startsWith("/.well-known/");
        return IN_REALM + (wellKnown ? "/connect" : "") + captured;
    }

    /** An address of this door, told as captured. */
    String asCaptured(String answered) {
        return this == ROOT
                ? answered
                : answered.replace("<origin>" + IN_REALM + "/connect/.well-known/", "<origin>/.well-known/")
                        .replace("<origin>" + IN_REALM + "/connect/", "<origin>/connect/");
    }
}
