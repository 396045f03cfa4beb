package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AuthScape's documented flow, at the root and in the realm. What it rests on is internal to Keycloak. */
@ExtendWith(KeycloakExtension.class)
class TokenIT {

    private static final Set<String> SERVICE_CLAIMS =
            Set.of("iss", "sub", "client_id", "azp", "typ", "jti", "aud", "scope", "iat", "exp", "oi_prst");

    private static TestRealm realm;
    private static URI root;

    @BeforeAll
    static void documentedClients(KeycloakServer server) {
        realm = server.rootRealm();
        root = server.baseUri();
        DocumentedClients.createIn(realm);
    }

    @AfterAll
    static void removeThem() {
        realm.client("background-service").remove();
        realm.client("resource_server_1").remove();
        realm.admin().clientScopes().findAll().stream()
                .filter(scope -> scope.getName().equals("api1"))
                .forEach(
                        scope -> realm.admin().clientScopes().get(scope.getId()).remove());
    }

    /** Keycloak 26.7 refuses them before us, 26.4 finds nothing there; neither fails. */
    @ParameterizedTest
    @ValueSource(
            strings = {";/connect/token", ";x=y/realms/authscape/connect/token", ";/admin/realms", ";%2fconnect/token"})
    void aMatrixParameterMakesAPathNoneOfOurs(String path) {
        HttpResponse<String> response = Wire.http1().post(URI.create(root + path), Wire.DOCUMENTED_BODY);

        assertThat(response.statusCode()).as(response.body()).isIn(400, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect/token", "connect/token/", "CONNECT/Token", "realms/authscape/connect/token"})
    void theDocumentedRequestGetsThreeMembers(String path) {
        HttpResponse<String> response = Wire.http1().post(root.resolve(path), Wire.DOCUMENTED_BODY);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json;charset=UTF-8");
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers().allValues("Pragma")).containsExactly("no-cache");
        JsonNode body = Wire.json(response);
        assertThat(body.fieldNames()).toIterable().containsExactly("access_token", "token_type", "expires_in");
        assertThat(body.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(body.path("expires_in").isInt()).isTrue();
        // OpenIddict too says 3599 when a second ends in between.
        assertThat(body.path("expires_in").asInt()).isIn(3599, 3600);
    }

    @Test
    void theTokenCarriesAuthScapesClaimsAndNoOthers() throws Exception {
        SignedJWT token = SignedJWT.parse(Wire.accessToken(documented()));

        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        JsonNode claims = Wire.json(token.getPayload().toString());
        assertThat(claims.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(SERVICE_CLAIMS);
        assertThat(claims.path("sub").asText()).isEqualTo("background-service");
        assertThat(claims.path("client_id").asText()).isEqualTo("background-service");
        assertThat(claims.path("oi_prst").asText()).isEqualTo("background-service");
        assertThat(claims.path("scope").asText()).isEqualTo("api1");
        assertThat(claims.path("iss").asText()).isEqualTo(root + "realms/authscape");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("resource_server_1", "rust_server");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    }

    @Test
    void anIndependentLibraryVerifiesTheSignature() throws Exception {
        SignedJWT token = SignedJWT.parse(Wire.accessToken(documented()));
        JWKSet keys = JWKSet.parse(
                Wire.http1().get(realm.uri("protocol/openid-connect/certs")).body());

        RSASSAVerifier verifier = new RSASSAVerifier(
                keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey());
        assertThat(token.verify(verifier)).isTrue();
    }

    @Test
    void theNativePathGivesTheSameClaims() throws Exception {
        HttpResponse<String> nativePath =
                Wire.http1().post(realm.uri("protocol/openid-connect/token"), Wire.DOCUMENTED_BODY);

        assertThat(lasting(Wire.accessToken(nativePath))).isEqualTo(lasting(Wire.accessToken(documented())));
    }

    @Test
    void http2WorksToo() {
        HttpResponse<String> response = Wire.http2().post(root.resolve("connect/token"), Wire.DOCUMENTED_BODY);

        assertThat(response.version()).isEqualTo(java.net.http.HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "realms/authscape/.well-known/openid-configuration",
                "realms/authscape/protocol/openid-connect/certs",
                "realms/master",
                "admin/master/console/"
            })
    void keycloaksOwnPathsStillWork(String path) {
        assertThat(Wire.http1().get(root.resolve(path)).statusCode()).isEqualTo(200);
    }

    @Test
    void aPathThatOnlyBeginsLikeOursIsNotOurs() {
        assertThat(Wire.http1()
                        .post(root.resolve("connect/token/x"), Wire.DOCUMENTED_BODY)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anUnknownRealmIs404() {
        HttpResponse<String> response =
                Wire.http1().post(root.resolve("realms/nowhere/connect/token"), Wire.DOCUMENTED_BODY);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("access_token");
    }

    private static HttpResponse<String> documented() {
        return Wire.http1().post(root.resolve("connect/token"), Wire.DOCUMENTED_BODY);
    }

    /** The claims without those that every token has anew. */
    private static JsonNode lasting(String token) throws Exception {
        return ((com.fasterxml.jackson.databind.node.ObjectNode)
                        Wire.json(SignedJWT.parse(token).getPayload().toString()))
                .without(List.of("jti", "iat", "exp"));
    }
}
