package io.authscape.keycloak.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user's tokens at Keycloak's own endpoints, which know him by his session and not by the number in sub. */
@ExtendWith(KeycloakExtension.class)
class UserTokenLifeIT {

    private static TestRealm realm;

    @BeforeAll
    static void user(TestRealm own) {
        realm = own;
        DocumentedClients.createIn(realm);
        DocumentedUser.createIn(realm);
    }

    @Test
    void introspectionSaysWhatTheTokenSays() {
        String token =
                signIn("email openid profile api1 roles").path("access_token").asText();

        ObjectNode answer = (ObjectNode) introspect(token);

        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("username").asText()).isEqualTo("user@example.com");
        assertThat(answer.path("sub").asText()).isEqualTo("12345");
        answer.remove(List.of("active", "token_type"));
        assertThat(answer).isEqualTo(Jwt.claims(token));
    }

    @Test
    void introspectionNamesNoUserBesideAnIdThatIsNoNumber() {
        String id = DocumentedUser.create(realm, DocumentedUser.user("numberless@example.com", null));
        String token = Wire.accessToken(DocumentedUser.signIn(realm, "numberless@example.com", "openid api1"));

        JsonNode answer = introspect(token);

        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("sub").asText()).isEqualTo(id);
        assertThat(answer.has("username")).isFalse();
    }

    @Test
    void fromRefreshToLogout() {
        JsonNode first = signIn("openid api1");
        HttpResponse<String> refreshed = refresh(first);
        assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(200);
        JsonNode tokens = Wire.json(refreshed);
        String token = tokens.path("access_token").asText();
        assertThat(Jwt.claims(token).path("sub").asText()).isEqualTo("12345");
        assertThat(Jwt.claims(token).path("scope").asText()).isEqualTo("openid api1");
        assertThat(introspect(token).path("active").asBoolean()).isTrue();

        HttpResponse<String> logout = Wire.http1()
                .get(URI.create(realm.uri("protocol/openid-connect/logout")
                        + "?post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fsignout-oidc&id_token_hint="
                        + tokens.path("id_token").asText()));

        assertThat(logout.statusCode()).as(logout.body()).isEqualTo(302);
        assertThat(logout.headers().firstValue("Location")).hasValue("http://localhost:3000/signout-oidc");
        assertThat(introspect(token).path("active").asBoolean()).isFalse();
        assertThat(userinfo(token).statusCode()).isEqualTo(401);
        assertThat(refresh(tokens).statusCode()).isEqualTo(400);
    }

    @Test
    void anOfflineSessionRefreshesToo() {
        JsonNode first = signIn("openid offline_access api1");

        JsonNode tokens = Wire.json(refresh(first));

        String token = tokens.path("access_token").asText();
        assertThat(Jwt.claims(token).path("sub").asText()).isEqualTo("12345");
        assertThat(introspect(token).path("active").asBoolean()).isTrue();
        assertThat(Wire.json(userinfo(token)).path("sub").asText()).isEqualTo("12345");
    }

    @Test
    void isInactiveAfterItsClientHasRevokedIt() {
        String token = signIn("openid api1").path("access_token").asText();
        assertThat(introspect(token).path("active").asBoolean()).isTrue();

        HttpResponse<String> revoked = Wire.http1()
                .post(realm.uri("protocol/openid-connect/revoke"), "token=" + token + DocumentedUser.CREDENTIALS);

        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(introspect(token).path("active").asBoolean()).isFalse();
    }

    private static JsonNode signIn(String scope) {
        HttpResponse<String> answer = DocumentedUser.signIn(realm, DocumentedUser.NAME, scope);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.json(answer);
    }

    private static HttpResponse<String> refresh(JsonNode tokens) {
        return Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token"),
                        "grant_type=refresh_token&refresh_token="
                                + tokens.path("refresh_token").asText() + DocumentedUser.CREDENTIALS);
    }

    private static HttpResponse<String> userinfo(String token) {
        return Wire.http1()
                .send(HttpRequest.newBuilder(realm.uri("protocol/openid-connect/userinfo"))
                        .header("Authorization", "Bearer " + token)
                        .build());
    }

    private static JsonNode introspect(String token) {
        return Wire.json(Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token/introspect"),
                        "client_id=resource_server_1&client_secret=" + DocumentedClients.RESOURCE_SERVER_SECRET
                                + "&token=" + token));
    }
}
