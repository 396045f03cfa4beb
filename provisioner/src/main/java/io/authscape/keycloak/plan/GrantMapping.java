package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Permissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How a client's permissions become Keycloak's flows and optional client scopes. */
final class GrantMapping {

    private static final String DEVICE_CODE = "gt:urn:ietf:params:oauth:grant-type:device_code";
    private static final String TOKEN_EXCHANGE = "gt:urn:ietf:params:oauth:grant-type:token-exchange";

    /** Asking for {@code openid} needs no client scope in Keycloak. */
    private static final String OPENID = "openid";

    private GrantMapping() {}

    static void put(
            List<String> permissions,
            boolean isPublic,
            Map<ClientField, String> fields,
            Map<String, String> attributes) {
        fields.put(ClientField.SERVICE_ACCOUNTS_ENABLED, serviceAccount(permissions, isPublic));
        fields.put(ClientField.STANDARD_FLOW_ENABLED, has(permissions, Permissions.AUTHORIZATION_CODE_GRANT));
        fields.put(ClientField.IMPLICIT_FLOW_ENABLED, has(permissions, "gt:implicit"));
        fields.put(ClientField.DIRECT_ACCESS_GRANTS_ENABLED, has(permissions, "gt:password"));
        attributes.put(
                AttributeNames.PERMISSIONS,
                JsonAttribute.of(AttributeNames.PERMISSIONS, JsonAttribute.list(permissions)));
        attributes.put("use.refresh.tokens", has(permissions, Permissions.REFRESH_TOKEN_GRANT));
        attributes.put("oauth2.device.authorization.grant.enabled", has(permissions, DEVICE_CODE));
        attributes.put("standard.token.exchange.enabled", has(permissions, TOKEN_EXCHANGE));
    }

    /** Keycloak has none for a public client; the permission stays in the list. */
    static String serviceAccount(List<String> permissions, boolean isPublic) {
        return Boolean.toString(permissions.contains(Permissions.CLIENT_CREDENTIALS_GRANT) && !isPublic);
    }

    static Set<String> optionalScopes(List<String> permissions) {
        Set<String> scopes = new TreeSet<>();
        for (String permission : permissions) {
            if (permission.startsWith(Permissions.SCOPE_PREFIX)) {
                scopes.add(permission.substring(Permissions.SCOPE_PREFIX.length()));
            }
        }
        if (permissions.contains(Permissions.REFRESH_TOKEN_GRANT)) {
            scopes.add("offline_access");
        }
        scopes.remove(OPENID);
        return scopes;
    }

    private static String has(List<String> permissions, String permission) {
        return Boolean.toString(permissions.contains(permission));
    }
}
