package io.authscape.keycloak.contract;

import java.util.Map;

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

    public static final String AUTHORIZATION_ENDPOINT = "ept:authorization";
    public static final String DEVICE_AUTHORIZATION_ENDPOINT = "ept:device_authorization";
    public static final String END_SESSION_ENDPOINT = "ept:end_session";
    public static final String INTROSPECTION_ENDPOINT = "ept:introspection";
    public static final String PUSHED_AUTHORIZATION_ENDPOINT = "ept:pushed_authorization";
    public static final String REVOCATION_ENDPOINT = "ept:revocation";
    public static final String TOKEN_ENDPOINT = "ept:token";

    public static final String AUTHORIZATION_CODE_GRANT = "gt:authorization_code";
    public static final String CLIENT_CREDENTIALS_GRANT = "gt:client_credentials";
    public static final String REFRESH_TOKEN_GRANT = "gt:refresh_token";

    /** The requirement {@code Requirements.Features.ProofKeyForCodeExchange}; a feature, not a permission. */
    public static final String PROOF_KEY_FOR_CODE_EXCHANGE = "ft:pkce";

    /** What OpenIddict up to 5.x wrote, and what 6.0 renamed it to; old rows of a database keep the old text. */
    private static final Map<String, String> RENAMED =
            Map.of("ept:logout", END_SESSION_ENDPOINT, "ept:device", DEVICE_AUTHORIZATION_ENDPOINT);

    private Permissions() {}

    /** The spelling of OpenIddict 6.0 and later: {@code ept:logout} → {@code ept:end_session}. */
    public static String current(String permission) {
        return RENAMED.getOrDefault(permission, permission);
    }
}
