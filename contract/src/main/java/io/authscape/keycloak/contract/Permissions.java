package io.authscape.keycloak.contract;

/** OpenIddict's permission strings, as {@code OpenIddictConstants.Permissions} spells them. */
public final class Permissions {

    /** Prefix of endpoint permissions. */
    public static final String ENDPOINT_PREFIX = "ept:";

    /** Prefix of grant type permissions. */
    public static final String GRANT_TYPE_PREFIX = "gt:";

    /** Prefix of response type permissions. */
    public static final String RESPONSE_TYPE_PREFIX = "rst:";

    /** Prefix of scope permissions. */
    public static final String SCOPE_PREFIX = "scp:";

    public static final String TOKEN_ENDPOINT = "ept:token";
    public static final String INTROSPECTION_ENDPOINT = "ept:introspection";
    public static final String REVOCATION_ENDPOINT = "ept:revocation";
    public static final String CLIENT_CREDENTIALS_GRANT = "gt:client_credentials";

    private Permissions() {}
}
