package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.SharedServers;
import io.authscape.keycloak.SignedAssertion;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;

/** A refused {@code private_key_jwt} at the root, in OpenIddict's words. */
class AssertionRefusalIT {

    private static final String HOST = SharedServers.HOST;
    private static final String ROOT = HOST + "/";
    private static final String SERVICE = "jwt-service";
    private static final RSAKey KEY = SignedAssertion.newKey();
    private static final RSAKey STRANGER = SignedAssertion.newKey();

    private static KeycloakServer server;

    @BeforeAll
    static void start() {
        server = SharedServers.withHostname();
        TestRealm realm = server.rootRealm();
        ClientRepresentation client = DocumentedClients.service(SERVICE, null);
        client.setClientAuthenticatorType("client-jwt");
        client.getAttributes().put("use.jwks.string", "true");
        client.getAttributes().put("jwks.string", new JWKSet(KEY.toPublicJWK()).toString());
        realm.create(client);
        realm.create(DocumentedClients.service("other", "s3cret"));
    }

    @Test
    void aKeyThatIsNotTheClients() {
        assertRefused(good().keyId("k2").sign(STRANGER), "", 401, "invalid_client", "ID2090");
        assertRefused(good().keyId(null).sign(STRANGER), "", 401, "invalid_client", "ID2090");
        assertRefused(good().sign(STRANGER), "", 401, "invalid_client", "ID2091");
    }

    @Test
    void noJwtOrAnotherType() {
        assertRefused("nonsense", SERVICE, 401, "invalid_client", "ID2004");
        assertRefused(good().type("at+jwt").sign(KEY), "", 401, "invalid_client", "ID2089");
    }

    /** Keycloak fails on them where it looks for the key. */
    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"alg\":null}", "null", "[]", "{\"alg\":\"none\"}", "{\"alg\":\"HS256\",\"kid\":\"x\"}"})
    void aHeaderThatSaysNothing(String header) {
        String claims = "{\"iss\":\"jwt-service\",\"sub\":\"jwt-service\",\"aud\":\"" + ROOT + "\",\"exp\":4102444800}";

        HttpResponse<String> response = send(encoded(header) + "." + encoded(claims) + ".c2ln", "");

        assertThat(response.statusCode()).as(response.body()).isIn(400, 401);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void audiences() {
        assertRefused(good().with("aud", "http://x/").sign(KEY), "", 400, "invalid_token", "ID2094");
        assertRefused(good().with("aud", HOST + "/connect/token").sign(KEY), "", 400, "invalid_token", "ID2094");
        assertRefused(good().without("aud").sign(KEY), "", 400, "invalid_token", "ID2093");
        assertRefused(good().with("aud", List.of(ROOT)).sign(KEY), "", 400, "invalid_request", "ID2172");
    }

    @Test
    void claims() {
        assertRefused(good().without("exp").sign(KEY), "", 400, "invalid_request", "ID2172");
        assertRefused(good().without("sub").sign(KEY), "", 400, "invalid_request", "ID2172");
        assertRefused(good().with("sub", "other").sign(KEY), "", 400, "invalid_grant", "ID2173");
        assertRefused(good().with("sub", "other").sign(KEY), SERVICE, 400, "invalid_grant", "ID2173");
        assertRefused(good().with("iss", "other").sign(KEY), SERVICE, 400, "invalid_grant", "ID2173");
    }

    @Test
    void whatOnlyKeycloakMinds() {
        String used = good().sign(KEY);
        assertThat(send(used, "").statusCode()).isEqualTo(200);

        assertRefused(used, "", 401, "invalid_client", "ID2004");
        assertRefused(good().without("jti").sign(KEY), "", 401, "invalid_client", "ID2004");
        long longAgo = Instant.now().getEpochSecond() - 60;
        assertRefused(good().with("exp", longAgo).sign(KEY), "", 401, "invalid_client", "ID2004");
    }

    private static SignedAssertion good() {
        return SignedAssertion.of(SERVICE, ROOT);
    }

    private static HttpResponse<String> send(String assertion, String clientId) {
        return Wire.http1()
                .post(
                        server.baseUri().resolve("connect/token"),
                        "grant_type=client_credentials&client_assertion_type="
                                + "urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion=" + assertion
                                + (clientId.isEmpty() ? "" : "&client_id=" + clientId));
    }

    private static void assertRefused(String assertion, String clientId, int status, String error, String id) {
        HttpResponse<String> response = send(assertion, clientId);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Wire.json(response).path("error").asText()).isEqualTo(error);
        assertThat(Wire.json(response).path("error_uri").asText())
                .as(response.body())
                .endsWith("/" + id);
    }
}
