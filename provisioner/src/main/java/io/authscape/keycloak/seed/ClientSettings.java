package io.authscape.keycloak.seed;

/** Names of OpenIddict's settings of an application. */
public final class ClientSettings {

    /** How long access tokens live; the one that Keycloak knows too. */
    public static final String ACCESS_TOKEN_LIFETIME = "tkn_lft:act";

    private ClientSettings() {}
}
