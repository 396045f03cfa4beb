package io.authscape.keycloak;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** What the documented seed becomes in Keycloak, made by the Admin REST API: this module has no provisioner. */
public final class DocumentedClients {

    public static final String SECRET = "service-secret-here";
    public static final String RESOURCE_SERVER_SECRET = "846B62D0-DEF9-4215-A99D-86E6B8DAB342";

    private DocumentedClients() {}

    /** Scope {@code api1}, clients {@code background-service} and {@code resource_server_1}. */
    public static void createIn(TestRealm realm) {
        // Named so that the alphabet would put them the other way round.
        realm.create(scope("api1", "resource_server_1", "rust_server"));
        ClientRepresentation service = service("background-service", SECRET, "api1");
        service.setName("Background Service");
        realm.create(service);
        ClientRepresentation resourceServer = client("resource_server_1", RESOURCE_SERVER_SECRET);
        permissions(resourceServer, "ept:introspection");
        realm.create(resourceServer);
    }

    public static ClientScopeRepresentation scope(String name, String... resources) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("openid-connect");
        scope.setAttributes(Map.of("include.in.token.scope", "true", AttributeNames.MANAGED_BY, "tests"));
        List<ProtocolMapperRepresentation> mappers = new ArrayList<>();
        for (String resource : resources) {
            mappers.add(audience(resource, mappers.size()));
        }
        scope.setProtocolMappers(mappers);
        return scope;
    }

    private static ProtocolMapperRepresentation audience(String resource, int position) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("audience-" + resource);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(Map.of(
                "included.custom.audience",
                resource,
                "access.token.claim",
                "true",
                "authscape.position",
                Integer.toString(position)));
        return mapper;
    }

    public static ClientRepresentation service(String clientId, String secret, String... scopes) {
        ClientRepresentation client = client(clientId, secret);
        client.setServiceAccountsEnabled(true);
        client.setOptionalClientScopes(List.of(scopes));
        List<String> permissions = new ArrayList<>(List.of("ept:token", "ept:revocation", "gt:client_credentials"));
        for (String scope : scopes) {
            permissions.add("scp:" + scope);
        }
        permissions(client, permissions.toArray(String[]::new));
        return client;
    }

    /** The same client, which may also introspect. */
    public static ClientRepresentation introspecting(ClientRepresentation client) {
        client.getAttributes()
                .computeIfPresent(
                        AttributeNames.PERMISSIONS, (name, list) -> list.replace("[\"", "[\"ept:introspection\",\""));
        return client;
    }

    private static ClientRepresentation client(String clientId, String secret) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setSecret(secret);
        client.setPublicClient(false);
        client.setStandardFlowEnabled(false);
        client.setFullScopeAllowed(false);
        client.setDefaultClientScopes(List.of("authscape"));
        client.setOptionalClientScopes(List.of());
        client.setAttributes(
                new HashMap<>(Map.of("access.token.header.type.rfc9068", "true", AttributeNames.MANAGED_BY, "tests")));
        return client;
    }

    private static void permissions(ClientRepresentation client, String... permissions) {
        client.getAttributes()
                .put(
                        AttributeNames.PERMISSIONS,
                        "{\"v\":1,\"permissions\":[\"" + String.join("\",\"", permissions) + "\"]}");
    }
}
