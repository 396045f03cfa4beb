package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;

/** {@code …/connect/introspect}: OpenIddict's rule of who learns what, on every Keycloak. */
@ExtendWith(KeycloakExtension.class)
class IntrospectionIT {

    private static final String SERVER =
            "client_id=resource_server_1&client_secret=" + DocumentedClients.RESOURCE_SERVER_SECRET;

    private static TestRealm realm;
    private static String token;

    @BeforeAll
    static void documentedClients(TestRealm given) {
        realm = given;
        DocumentedClients.createIn(realm);
        DocumentedUser.createIn(realm);
        realm.create(DocumentedClients.scope("bare"));
        realm.create(DocumentedClients.introspecting(DocumentedClients.service("asker", "s3cret", "api1", "bare")));
        realm.create(DocumentedClients.introspecting(DocumentedClients.service("stranger", "s3cret")));
        token = Wire.accessToken(Wire.http1().post(realm.uri("connect/token"), Wire.DOCUMENTED_BODY));
    }

    @Test
    void theAudienceLearnsEverything() {
        JsonNode answer = Wire.json(introspect(SERVER, token));

        assertThat(Jwt.names(answer))
                .containsExactlyInAnyOrder(
                        "active",
                        "iss",
                        "sub",
                        "scope",
                        "jti",
                        "token_type",
                        "token_usage",
                        "client_id",
                        "iat",
                        "nbf",
                        "exp",
                        "aud");
        assertThat(answer.path("token_usage").asText()).isEqualTo("access_token");
        assertThat(answer.path("nbf")).isEqualTo(answer.path("iat"));
    }

    @Test
    void thePresenterLearnsTheBareMembers() {
        String own = token("asker", "api1");

        JsonNode answer = Wire.json(introspect("client_id=asker&client_secret=s3cret", own));

        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(Jwt.names(answer)).contains("aud", "sub", "nbf").doesNotContain("scope", "username");
    }

    @Test
    void withoutAnAudienceAnybodyLearnsTheBareMembers() {
        String bare = token("asker", "bare");

        JsonNode answer = Wire.json(introspect(SERVER, bare));

        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(Jwt.names(answer)).doesNotContain("scope", "aud");
    }

    @Test
    void nobodyElseLearnsAnything() {
        assertThat(introspect("client_id=stranger&client_secret=s3cret", token).body())
                .isEqualTo("{\"active\":false}");
    }

    /** As on Keycloak's own path: whoever made himself a client in this realm isn't let in by OpenIddict's rule. */
    @Test
    void aClientWithoutPermissionsLearnsNothingOfTokensThatAreNotForIt() {
        ClientRepresentation plain = DocumentedClients.service("plain", "s3cret");
        plain.getAttributes().remove(AttributeNames.PERMISSIONS);
        realm.create(plain);

        assertThat(introspect("client_id=plain&client_secret=s3cret", token("asker", "bare"))
                        .body())
                .isEqualTo("{\"active\":false}");
    }

    @Test
    void aUsersTokenTellsHisName() {
        String users = Wire.accessToken(DocumentedUser.signIn(realm, DocumentedUser.NAME, "openid api1 roles"));

        JsonNode answer = Wire.json(introspect(SERVER, users));

        assertThat(answer.path("username").asText()).isEqualTo(DocumentedUser.NAME);
        assertThat(answer.path("sub").asText()).isEqualTo(DocumentedUser.NUMBER);
        assertThat(answer.path("role").asText()).isEqualTo("Admin");
        assertThat(Jwt.names(answer)).doesNotContain("azp", "sid", "typ", "oi_prst");
    }

    @Test
    void refreshAndIdentityTokensAreNone() {
        JsonNode tokens = Wire.json(DocumentedUser.signIn(realm, DocumentedUser.NAME, "openid offline_access api1"));

        assertThat(introspect(SERVER, tokens.path("refresh_token").asText()).body())
                .isEqualTo("{\"active\":false}");
        HttpResponse<String> identity =
                introspect(SERVER, tokens.path("id_token").asText());
        assertThat(identity.statusCode()).isEqualTo(400);
        assertThat(Wire.json(identity).path("error").asText()).isEqualTo("unsupported_token_type");
        assertThat(Wire.json(identity).path("error_uri").asText()).endsWith("/ID2076");
    }

    @Test
    void byGetWithBasicCredentials() {
        HttpRequest request = HttpRequest.newBuilder(query("token=" + token))
                .header("Authorization", basic("resource_server_1", DocumentedClients.RESOURCE_SERVER_SECRET))
                .build();

        assertThat(Wire.json(Wire.http1().send(request)).path("active").asBoolean())
                .isTrue();
    }

    @Test
    void aSecretInTheQueryIsRefusedEvenIfItIsRight() {
        HttpResponse<String> response = Wire.http1().get(query(SERVER + "&token=" + token));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Wire.json(response).path("error").asText()).isEqualTo("invalid_request");
        assertThat(response.body()).doesNotContain(DocumentedClients.RESOURCE_SERVER_SECRET);
    }

    @Test
    void aRevokedTokenIsInactive() {
        String revoked = token("asker", "api1");
        HttpResponse<String> response = Wire.http1()
                .post(realm.uri("connect/revocation"), "client_id=asker&client_secret=s3cret&token=" + revoked);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{}");
        assertThat(introspect(SERVER, revoked).body()).isEqualTo("{\"active\":false}");
    }

    /** RFC 7009 section 2.2; the other client's token stays what it was. */
    @Test
    void whatCannotBeRevokedIsNoError() {
        String credentials = "client_id=asker&client_secret=s3cret&token=";

        assertThat(revoke(credentials + "abc").body()).isEqualTo("{}");
        assertThat(revoke(credentials + token).body()).isEqualTo("{}");
        assertThat(Wire.json(introspect(SERVER, token)).path("active").asBoolean())
                .isTrue();
    }

    @Test
    void revocationRefusesByTheTable() {
        assertThat(revoke("client_id=asker&client_secret=s3cret").body()).contains("ID2029");
        assertThat(revoke("client_id=asker&client_secret=x&token=" + token).statusCode())
                .isEqualTo(401);
        HttpResponse<String> forbidden = revoke(SERVER + "&token=" + token);
        assertThat(forbidden.statusCode()).isEqualTo(400);
        assertThat(forbidden.body()).contains("unauthorized_client", "ID2078");
    }

    private static HttpResponse<String> revoke(String form) {
        return Wire.http1().post(realm.uri("connect/revocation"), form);
    }

    private static String token(String clientId, String scope) {
        return Wire.accessToken(Wire.http1()
                .post(
                        realm.uri("connect/token"),
                        "grant_type=client_credentials&client_secret=s3cret&client_id=" + clientId + "&scope="
                                + scope));
    }

    private static HttpResponse<String> introspect(String credentials, String token) {
        return Wire.http1().post(realm.uri("connect/introspect"), credentials + "&token=" + token);
    }

    private static URI query(String query) {
        return URI.create(realm.uri("connect/introspect") + "?" + query);
    }

    private static String basic(String clientId, String secret) {
        return "Basic "
                + Base64.getEncoder().encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }
}
