package io.authscape.keycloak.client;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.TestRealm;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmEventsConfigRepresentation;

/** A realm with services in it, which counts its token requests. */
final class ServiceRealm {

    static final String SECRET = "service-secret-here";

    private final TestRealm realm;

    ServiceRealm(TestRealm realm) {
        this.realm = realm;
        RealmEventsConfigRepresentation events = realm.admin().getRealmEventsConfig();
        events.setEventsEnabled(true);
        realm.admin().updateRealmEventsConfig(events);
        realm.create(scope("api1"));
        realm.create(scope("api2"));
        ClientRepresentation api = client("resource_server_1", "ept:introspection");
        realm.create(api);
    }

    private static ClientScopeRepresentation scope(String name) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(name);
        scope.setProtocol("openid-connect");
        scope.setAttributes(Map.of("include.in.token.scope", "true", AttributeNames.MANAGED_BY, "tests"));
        ProtocolMapperRepresentation audience = new ProtocolMapperRepresentation();
        audience.setName("audience");
        audience.setProtocol("openid-connect");
        audience.setProtocolMapper("oidc-audience-mapper");
        audience.setConfig(Map.of("included.custom.audience", "resource_server_1", "access.token.claim", "true"));
        scope.setProtocolMappers(List.of(audience));
        return scope;
    }

    /** May ask for the scopes of this realm, and revoke its tokens. */
    static ClientRepresentation service(String clientId) {
        ClientRepresentation client =
                client(clientId, "ept:token", "ept:revocation", "gt:client_credentials", "scp:api1", "scp:api2");
        client.setServiceAccountsEnabled(true);
        client.setOptionalClientScopes(List.of("api1", "api2"));
        return client;
    }

    private static ClientRepresentation client(String clientId, String... permissions) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(clientId);
        client.setSecret(SECRET);
        client.setPublicClient(false);
        client.setStandardFlowEnabled(false);
        client.setFullScopeAllowed(false);
        client.setDefaultClientScopes(List.of("authscape"));
        client.setOptionalClientScopes(List.of());
        client.setAttributes(new HashMap<>(Map.of(
                "access.token.header.type.rfc9068",
                "true",
                AttributeNames.MANAGED_BY,
                "tests",
                AttributeNames.PERMISSIONS,
                "{\"v\":1,\"permissions\":[\"" + String.join("\",\"", permissions) + "\"]}")));
        return client;
    }

    void create(ClientRepresentation client) {
        realm.create(client);
    }

    TestRealm realm() {
        return realm;
    }

    String issuer() {
        return realm.server().url() + "/realms/" + realm.name();
    }

    String tokenEndpoint() {
        return realm.uri("connect/token").toString();
    }

    /** Keycloak's own count of tokens that it gave to this client. */
    long tokens(String clientId) {
        return events(clientId, "CLIENT_LOGIN");
    }

    /** Keycloak's own count of token requests of this client that it refused. */
    long refusals(String clientId) {
        return events(clientId, "CLIENT_LOGIN_ERROR");
    }

    private long events(String clientId, String type) {
        List<EventRepresentation> events =
                realm.admin().getEvents(List.of(type), clientId, null, null, null, null, 0, 1000);
        return events.size();
    }

    /** Authenticates at AuthScape's endpoint of this realm; repeats quickly. */
    ServiceAuthenticatorBuilder authenticator(String clientId) {
        return ServiceAuthenticator.builder()
                .tokenEndpoint(tokenEndpoint())
                .clientId(clientId)
                .clientSecret(() -> SECRET)
                .scopes("api1")
                .timeout(Duration.ofSeconds(60))
                .retry(new Retry(600, Duration.ofMillis(50), Duration.ofMillis(500)));
    }
}
