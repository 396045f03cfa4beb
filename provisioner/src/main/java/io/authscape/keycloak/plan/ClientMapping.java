package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.seed.ClientSeed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a seed's client becomes a Keycloak client: design.md's table, as code. */
final class ClientMapping {

    /** The client scope that carries AuthScape's mappers, the only default scope of our clients. */
    static final String MAPPER_SCOPE = "authscape";

    private static final String AUTHORIZATION_CODE = "gt:authorization_code";
    private static final String REFRESH_TOKEN = "gt:refresh_token";
    private static final String DEVICE_CODE = "gt:urn:ietf:params:oauth:grant-type:device_code";
    private static final String TOKEN_EXCHANGE = "gt:urn:ietf:params:oauth:grant-type:token-exchange";

    /** Asking for {@code openid} needs no client scope in Keycloak. */
    private static final String OPENID = "openid";

    private ClientMapping() {}

    /** What the seed wants of a client that doesn't exist yet. */
    static DesiredClient ofNew(ClientSeed client, String owner) {
        List<String> permissions = client.permissions() == null ? List.of() : client.permissions();
        return desired(client, owner, permissions, true);
    }

    /** What the seed wants of a client that exists: nothing where it says nothing. */
    static DesiredClient ofExisting(ClientSeed client, String owner, ClientState state) {
        DesiredClient desired = desired(client, owner, client.permissions(), false);
        if (client.permissions() == null && !state.attributes().containsKey(AttributeNames.PERMISSIONS)) {
            // A client of ours always has a list; without one nothing would say what it may do.
            desired.attributes().put(AttributeNames.PERMISSIONS, PermissionsAttribute.of(List.of()));
        }
        return desired;
    }

    private static DesiredClient desired(ClientSeed client, String owner, List<String> permissions, boolean isNew) {
        Map<ClientField, String> fields = new LinkedHashMap<>();
        Map<String, String> attributes = new TreeMap<>();
        fields.put(ClientField.PROTOCOL, ScopeMapping.OIDC);
        if (isNew) {
            fields.put(ClientField.ENABLED, "true");
        }
        if (client.displayName() != null) {
            fields.put(ClientField.NAME, client.displayName());
        }
        fields.put(ClientField.PUBLIC_CLIENT, "false");
        fields.put(ClientField.CLIENT_AUTHENTICATOR_TYPE, "client-secret");
        fields.put(ClientField.FULL_SCOPE_ALLOWED, "false");
        attributes.put(AttributeNames.MANAGED_BY, owner);
        attributes.put("access.token.header.type.rfc9068", "true");
        attributes.put("client_credentials.use_refresh_token", "false");
        if (permissions != null) {
            flows(permissions, fields, attributes);
        }
        Set<String> optional = permissions == null ? null : optionalScopes(permissions);
        return new DesiredClient(
                client.clientId(), fields, attributes, client.secret(), Set.of(MAPPER_SCOPE), optional);
    }

    private static void flows(
            List<String> permissions, Map<ClientField, String> fields, Map<String, String> attributes) {
        fields.put(ClientField.SERVICE_ACCOUNTS_ENABLED, has(permissions, Permissions.CLIENT_CREDENTIALS_GRANT));
        fields.put(ClientField.STANDARD_FLOW_ENABLED, has(permissions, AUTHORIZATION_CODE));
        fields.put(ClientField.IMPLICIT_FLOW_ENABLED, has(permissions, "gt:implicit"));
        fields.put(ClientField.DIRECT_ACCESS_GRANTS_ENABLED, has(permissions, "gt:password"));
        attributes.put(AttributeNames.PERMISSIONS, PermissionsAttribute.of(permissions));
        attributes.put("use.refresh.tokens", has(permissions, REFRESH_TOKEN));
        attributes.put("oauth2.device.authorization.grant.enabled", has(permissions, DEVICE_CODE));
        attributes.put("standard.token.exchange.enabled", has(permissions, TOKEN_EXCHANGE));
        if (permissions.contains(AUTHORIZATION_CODE)) {
            attributes.put("pkce.code.challenge.method", "S256");
        }
    }

    private static Set<String> optionalScopes(List<String> permissions) {
        Set<String> scopes = new TreeSet<>();
        for (String permission : permissions) {
            if (permission.startsWith(Permissions.SCOPE_PREFIX)) {
                scopes.add(permission.substring(Permissions.SCOPE_PREFIX.length()));
            }
        }
        if (permissions.contains(REFRESH_TOKEN)) {
            scopes.add("offline_access");
        }
        scopes.remove(OPENID);
        return scopes;
    }

    private static String has(List<String> permissions, String permission) {
        return Boolean.toString(permissions.contains(permission));
    }
}
