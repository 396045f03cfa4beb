package io.authscape.keycloak.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.SharedServers;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.issuer.RootIssuer;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** {@code authscape.wire.issuer} = {@code origin}, at Keycloak's own endpoints. */
class RootIssuerIT {

    private static KeycloakServer server;
    private static TestRealm realm;

    @BeforeAll
    static void start() {
        server = SharedServers.withListedHost();
        realm = server.rootRealm();
        DocumentedClients.createIn(realm);
        DocumentedUser.createIn(realm);
    }

    @BeforeEach
    void origin() {
        issuer("origin");
    }

    private static void issuer(String value) {
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.getAttributes().put(RootIssuer.ATTRIBUTE, value);
        realm.admin().update(representation);
    }

    @Test
    void serviceTokensNameTheRootAndNativeIntrospectionTheRealm() {
        String token = token();

        assertThat(Jwt.claims(token).path("iss").asText())
                .isEqualTo(server.baseUri().toString());
        JsonNode answer = introspect(token);
        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("iss").asText()).isEqualTo(realmIssuer());
        assertThat(answer.path("sub").asText()).isEqualTo("background-service");
    }

    @Test
    void tokensFromBeforeASwitchStayActive() {
        String before = token();
        issuer("keycloak");
        String after = token();

        assertThat(Jwt.claims(after).path("iss").asText()).isEqualTo(realmIssuer());
        assertThat(introspect(before).path("active").asBoolean()).isTrue();
        assertThat(introspect(after).path("active").asBoolean()).isTrue();
    }

    @Test
    void aForgedTokenIsInactive() {
        String token = token();

        assertThat(introspect(token.substring(0, token.length() - 8) + "AAAAAAAA")
                        .path("active")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void userTokensKeepTheRealmsIssuer() {
        String token = Wire.accessToken(DocumentedUser.signIn(realm, DocumentedUser.NAME, "openid api1"));

        assertThat(Jwt.claims(token).path("iss").asText()).isEqualTo(realmIssuer());
        assertThat(introspect(token).path("active").asBoolean()).isTrue();
    }

    /** Keycloak's Admin API takes no other issuer than the realm's. */
    @Test
    void aTokenWithKeycloaksSubjectKeepsTheRealmsIssuer() {
        ClientRepresentation client = DocumentedClients.service("for-keycloak", "s3cret", "api1");
        client.getAttributes().put(AttributeNames.SUBJECT, AttributeNames.SUBJECT_KEYCLOAK);
        realm.create(client);

        String token = Wire.accessToken(answer("for-keycloak"));

        assertThat(Jwt.claims(token).path("iss").asText()).isEqualTo(realmIssuer());
    }

    /** Its refresh token takes the issuer from the access token, and Keycloak refreshes only its own. */
    @Test
    void aServiceThatMayRefreshKeepsTheRealmsIssuer() {
        ClientRepresentation client = DocumentedClients.service("refresher", "s3cret", "api1");
        client.getAttributes().put("client_credentials.use_refresh_token", "true");
        client.getAttributes()
                .computeIfPresent(
                        AttributeNames.PERMISSIONS, (name, list) -> list.replace("[\"", "[\"gt:refresh_token\",\""));
        realm.create(client);

        HttpResponse<String> refreshed = Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token"),
                        "grant_type=refresh_token&client_id=refresher&client_secret=s3cret&refresh_token="
                                + Wire.json(answer("refresher"))
                                        .path("refresh_token")
                                        .asText());

        assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(200);
        JsonNode claims = Jwt.claims(Wire.accessToken(refreshed));
        assertThat(claims.path("iss").asText()).isEqualTo(realmIssuer());
        assertThat(claims.path("sub").asText()).isEqualTo("refresher");
        assertThat(introspect(Wire.accessToken(refreshed)).path("active").asBoolean())
                .isTrue();
    }

    /** OpenIddict gives a service an identity token for scope openid: about the client, like its access token. */
    @Test
    void aServicesIdentityTokenIsAboutTheClient() {
        HttpResponse<String> answer = Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token"),
                        "grant_type=client_credentials&client_id=background-service&client_secret="
                                + DocumentedClients.SECRET + "&scope=openid+api1");

        JsonNode claims = Jwt.claims(Wire.json(answer).path("id_token").asText());

        assertThat(claims.path("sub").asText()).isEqualTo("background-service");
        assertThat(claims.path("aud").asText()).isEqualTo("background-service");
        assertThat(claims.path("iss").asText()).isEqualTo(server.baseUri().toString());
    }

    private static String realmIssuer() {
        return server.url() + "/realms/authscape";
    }

    private static String token() {
        return Wire.accessToken(Wire.http1().post(realm.uri("protocol/openid-connect/token"), Wire.DOCUMENTED_BODY));
    }

    private static HttpResponse<String> answer(String clientId) {
        return Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token"),
                        "grant_type=client_credentials&client_secret=s3cret&scope=api1&client_id=" + clientId);
    }

    private static JsonNode introspect(String token) {
        return Wire.json(Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token/introspect"),
                        "client_id=resource_server_1&client_secret=" + DocumentedClients.RESOURCE_SERVER_SECRET
                                + "&token=" + token));
    }
}
