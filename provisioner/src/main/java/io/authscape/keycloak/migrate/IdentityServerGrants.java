package io.authscape.keycloak.migrate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What IdentityServer's grant types let a client do, in OpenIddict's permissions. */
final class IdentityServerGrants {

    private static final String AUTHORIZE = "ept:authorization";
    private static final String TOKEN = "ept:token";
    private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private static final Map<String, List<String>> PERMISSIONS = Map.of(
            "authorization_code",
            List.of(AUTHORIZE, TOKEN, "gt:authorization_code", "rst:code"),
            "client_credentials",
            List.of(TOKEN, "gt:client_credentials"),
            "password",
            List.of(TOKEN, "gt:password"),
            "implicit",
            List.of(AUTHORIZE, "gt:implicit", "rst:id_token", "rst:id_token token", "rst:token"),
            "hybrid",
            List.of(
                    AUTHORIZE,
                    TOKEN,
                    "gt:authorization_code",
                    "gt:implicit",
                    "rst:code id_token",
                    "rst:code id_token token",
                    "rst:code token"),
            DEVICE_CODE,
            List.of("ept:device_authorization", TOKEN, "gt:" + DEVICE_CODE),
            TOKEN_EXCHANGE,
            List.of(TOKEN, "gt:" + TOKEN_EXCHANGE));

    private IdentityServerGrants() {}

    /** Every client may revoke its own tokens there, and one that signs people in may sign them out. */
    static Set<String> permissions(Setting client) {
        Set<String> permissions = new LinkedHashSet<>();
        for (String grant : client.texts("AllowedGrantTypes")) {
            permissions.addAll(PERMISSIONS.getOrDefault(grant, List.of(TOKEN, "gt:" + grant)));
        }
        if (client.isTrue("AllowOfflineAccess", false)) {
            permissions.add("gt:refresh_token");
        }
        if (permissions.contains(TOKEN)) {
            permissions.add("ept:revocation");
        }
        if (permissions.contains(AUTHORIZE)) {
            permissions.add("ept:end_session");
        }
        if (client.isTrue("RequirePushedAuthorization", false)) {
            permissions.add("ept:pushed_authorization");
        }
        return permissions;
    }
}
