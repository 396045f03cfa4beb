package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.Browser;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * AuthScape's own Keycloak mode: its clients {@code authscape-api} and {@code authscape-spa}, which no seed manages. In
 * a realm as Keycloak makes it, and in ours, where an admin makes clients by hand.
 */
@ExtendWith(KeycloakExtension.class)
class KeycloakModeIT {

    private static final String STOCK = "keycloak-mode-stock";
    private static final String USER = "testuser@example.com";

    /** They differ from login to login. */
    private static final List<String> OF_THE_MOMENT = List.of("exp", "iat", "auth_time", "jti", "sid", "at_hash");

    private static KeycloakServer server;
    private static TestRealm ours;

    @BeforeAll
    static void realms(KeycloakServer running, TestRealm own) {
        server = running;
        ours = own;
        RealmRepresentation stock = new RealmRepresentation();
        stock.setRealm(STOCK);
        stock.setEnabled(true);
        server.admin().realms().create(stock);
        for (RealmResource realm : List.of(stock(), ours.admin())) {
            realm.clients().create(api()).close();
            realm.clients().create(spa()).close();
            realm.users().create(DocumentedUser.user(USER, null)).close();
        }
    }

    @AfterAll
    static void remove() {
        stock().remove();
    }

    @Test
    void ourScopeChangesNoTokenOfClientsThatNoSeedManages() {
        JsonNode before = signIn(STOCK);
        HttpResponse<String> serviceBefore = service(STOCK);
        addOurScope();
        JsonNode after = signIn(STOCK);

        for (String token : List.of("access_token", "id_token")) {
            assertThat(lasting(Jwt.claims(after.path(token).asText())))
                    .isEqualTo(lasting(Jwt.claims(before.path(token).asText())));
        }
        assertThat(userinfo(STOCK, after)).isEqualTo(userinfo(STOCK, before));
        assertThat(lasting(Jwt.claims(Wire.accessToken(service(STOCK)))))
                .isEqualTo(lasting(Jwt.claims(Wire.accessToken(serviceBefore))));
        JsonNode claims = Jwt.claims(after.path("access_token").asText());
        assertThat(claims.path("aud").toString()).contains("\"authscape-api\"");
        assertThat(claims.path("realm_access").path("roles").size()).isPositive();
        assertThat(claims.path("preferred_username").asText()).isEqualTo(USER);
    }

    @Test
    void aClientMadeByHandInOurRealmGetsStockKeycloaksClaims() {
        JsonNode stock = signIn(STOCK);
        JsonNode own = signIn(ours.name());

        for (String token : List.of("access_token", "id_token")) {
            assertThat(Jwt.names(Jwt.claims(own.path(token).asText())))
                    .isEqualTo(Jwt.names(Jwt.claims(stock.path(token).asText())));
        }
        assertThat(Jwt.names(userinfo(ours.name(), own))).isEqualTo(Jwt.names(userinfo(STOCK, stock)));
        JsonNode claims = Jwt.claims(own.path("access_token").asText());
        assertThat(claims.path("aud").toString()).contains("\"authscape-api\"");
        assertThat(claims.path("preferred_username").asText()).isEqualTo(USER);
        JsonNode service = Jwt.claims(Wire.accessToken(service(ours.name())));
        assertThat(service.path("realm_access").path("roles").toString()).contains("offline_access");
        assertThat(service.path("preferred_username").asText()).isEqualTo("service-account-authscape-api");
    }

    /** AuthScape's, from its {@code keycloak/realm-authscape.json}. */
    private static ClientRepresentation api() {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("authscape-api");
        client.setSecret("s3cret");
        client.setServiceAccountsEnabled(true);
        client.setStandardFlowEnabled(false);
        return client;
    }

    private static ClientRepresentation spa() {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("authscape-spa");
        client.setPublicClient(true);
        client.setRedirectUris(List.of(DocumentedUser.REDIRECT_URI));
        client.setWebOrigins(List.of("+"));
        client.setAttributes(Map.of("pkce.code.challenge.method", "S256"));
        client.setProtocolMappers(List.of(mapper(
                "oidc-audience-mapper",
                Map.of("included.client.audience", "authscape-api", "access.token.claim", "true"))));
        return client;
    }

    private static void addOurScope() {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName("authscape");
        scope.setProtocol("openid-connect");
        scope.setAttributes(Map.of("include.in.token.scope", "false"));
        scope.setProtocolMappers(new ArrayList<>(List.of(
                mapper(ServiceClaimsMapper.PROVIDER_ID, Map.of()), mapper(UserClaimsMapper.PROVIDER_ID, Map.of()))));
        stock().clientScopes().create(scope).close();
        String id = stock().clientScopes().findAll().stream()
                .filter(existing -> existing.getName().equals("authscape"))
                .findFirst()
                .orElseThrow()
                .getId();
        stock().addDefaultDefaultClientScope(id);
        for (String clientId : List.of("authscape-api", "authscape-spa")) {
            stock().clients()
                    .get(stock().clients().findByClientId(clientId).get(0).getId())
                    .addDefaultClientScope(id);
        }
    }

    private static ProtocolMapperRepresentation mapper(String type, Map<String, String> config) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName(type);
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper(type);
        mapper.setConfig(new HashMap<>(config));
        return mapper;
    }

    private static RealmResource stock() {
        return server.admin().realm(STOCK);
    }

    private static ObjectNode lasting(JsonNode claims) {
        return ((ObjectNode) claims).remove(OF_THE_MOMENT);
    }

    private static JsonNode signIn(String realm) {
        CodeFlow.Login login = CodeFlow.login(
                new Browser(),
                endpoint(realm, "auth"),
                "authscape-spa",
                DocumentedUser.REDIRECT_URI,
                "openid",
                USER,
                DocumentedUser.PASSWORD);
        return Wire.json(
                Wire.http1().post(endpoint(realm, "token"), login.tokenRequest() + "&client_id=authscape-spa"));
    }

    private static HttpResponse<String> service(String realm) {
        return Wire.http1()
                .post(
                        endpoint(realm, "token"),
                        "grant_type=client_credentials&client_id=authscape-api&client_secret=s3cret");
    }

    private static JsonNode userinfo(String realm, JsonNode tokens) {
        return Wire.json(Wire.http1()
                .send(HttpRequest.newBuilder(endpoint(realm, "userinfo"))
                        .header(
                                "Authorization",
                                "Bearer " + tokens.path("access_token").asText())
                        .build()));
    }

    private static URI endpoint(String realm, String name) {
        return server.baseUri().resolve("realms/" + realm + "/protocol/openid-connect/" + name);
    }
}
