package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Permissions;
import java.util.LinkedHashSet;
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

    private static final String IMPLICIT = "gt:implicit";
    private static final String PASSWORD = "gt:password";

    /** Stock optional scopes that AuthScape's endpoints don't know, and one that a grant stands for. */
    private static final Set<String> KEYCLOAKS_SCOPES =
            Set.of("address", "phone", "microprofile-jwt", "organization", "offline_access", "acr", "basic");

    private GrantMapping() {}

    static void put(
            List<String> permissions,
            boolean isPublic,
            Map<ClientField, String> fields,
            Map<String, String> attributes) {
        fields.put(ClientField.SERVICE_ACCOUNTS_ENABLED, serviceAccount(permissions, isPublic));
        fields.put(ClientField.STANDARD_FLOW_ENABLED, has(permissions, Permissions.AUTHORIZATION_CODE_GRANT));
        fields.put(ClientField.IMPLICIT_FLOW_ENABLED, has(permissions, IMPLICIT));
        fields.put(ClientField.DIRECT_ACCESS_GRANTS_ENABLED, has(permissions, PASSWORD));
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

    /**
     * What the settings of a client without a list of permissions allow it at Keycloak: the list that leaves it what it
     * has.
     */
    static List<String> permissions(ClientState client) {
        Set<String> permissions = new LinkedHashSet<>();
        boolean code = is(client, ClientField.STANDARD_FLOW_ENABLED);
        boolean implicit = is(client, ClientField.IMPLICIT_FLOW_ENABLED);
        boolean device = is(client, "oauth2.device.authorization.grant.enabled");
        if (code || implicit) {
            permissions.add(Permissions.AUTHORIZATION_ENDPOINT);
            permissions.add(Permissions.END_SESSION_ENDPOINT);
        }
        if (device) {
            permissions.add(Permissions.DEVICE_AUTHORIZATION_ENDPOINT);
            permissions.add(DEVICE_CODE);
        }
        if (!is(client, ClientField.PUBLIC_CLIENT)) {
            permissions.add(Permissions.INTROSPECTION_ENDPOINT);
        }
        permissions.add(Permissions.REVOCATION_ENDPOINT);
        permissions.add(Permissions.TOKEN_ENDPOINT);
        if (code) {
            permissions.add(Permissions.AUTHORIZATION_CODE_GRANT);
            permissions.add("rst:code");
        }
        if (implicit) {
            permissions.add(IMPLICIT);
            permissions.add("rst:id_token token");
        }
        if (is(client, ClientField.SERVICE_ACCOUNTS_ENABLED)) {
            permissions.add(Permissions.CLIENT_CREDENTIALS_GRANT);
        }
        if (is(client, ClientField.DIRECT_ACCESS_GRANTS_ENABLED)) {
            permissions.add(PASSWORD);
        }
        if (is(client, "standard.token.exchange.enabled")) {
            permissions.add(TOKEN_EXCHANGE);
        }
        // Keycloak's default, where nothing is said.
        if (code && !"false".equals(client.attributes().get("use.refresh.tokens"))) {
            permissions.add(Permissions.REFRESH_TOKEN_GRANT);
        }
        client.optionalScopes().stream()
                .filter(scope -> !KEYCLOAKS_SCOPES.contains(scope))
                .sorted()
                .forEach(scope -> permissions.add(Permissions.SCOPE_PREFIX + scope));
        return List.copyOf(permissions);
    }

    private static boolean is(ClientState client, ClientField field) {
        return "true".equals(client.fields().get(field));
    }

    private static boolean is(ClientState client, String attribute) {
        return "true".equals(client.attributes().get(attribute));
    }

    private static String has(List<String> permissions, String permission) {
        return Boolean.toString(permissions.contains(permission));
    }
}
