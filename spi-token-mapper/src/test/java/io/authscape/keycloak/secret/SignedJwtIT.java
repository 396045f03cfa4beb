package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.SharedServers;
import io.authscape.keycloak.SignedAssertion;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** {@code private_key_jwt} on a server with a fixed host name, so that its realm has a root issuer. */
class SignedJwtIT {

    private static final String HOST = SharedServers.HOST;
    private static final String ROOT = HOST + "/";
    private static final String REALM = HOST + "/realms/authscape";
    private static final String OURS = "jwt-service";
    private static final String BY_HAND = "by-hand";
    private static final RSAKey KEY = SignedAssertion.newKey();

    private static KeycloakServer server;
    private static TestRealm realm;

    @BeforeAll
    static void start() {
        server = SharedServers.withHostname();
        realm = server.rootRealm();
        realm.create(DocumentedClients.scope("api1", "resource_server_1"));
        realm.create(client(OURS));
        ClientRepresentation byHand = client(BY_HAND);
        byHand.getAttributes().remove(AttributeNames.PERMISSIONS);
        realm.create(byHand);
    }

    private static ClientRepresentation client(String clientId) {
        ClientRepresentation client = DocumentedClients.service(clientId, null, "api1");
        client.setClientAuthenticatorType("client-jwt");
        client.getAttributes().put("use.jwks.string", "true");
        client.getAttributes().put("jwks.string", new JWKSet(KEY.toPublicJWK()).toString());
        return client;
    }

    @ParameterizedTest
    @ValueSource(strings = {ROOT, HOST, REALM, REALM + "/protocol/openid-connect/token"})
    void anAudienceIsTheRootIssuerOrOneOfKeycloaks(String audience) {
        assertGranted(SignedAssertion.of(OURS, audience));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {SignedAssertion.TYPE, "JWT"})
    void bothTypesAndNoneDo(String type) {
        assertGranted(SignedAssertion.of(OURS, ROOT).type(type));
    }

    @Test
    void nothingButTheAudienceNeedsToBeAuthScapes() {
        assertGranted(SignedAssertion.of(OURS, ROOT).keyId(null));
        assertGranted(SignedAssertion.of(OURS, List.of(REALM)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://other.example.com/",
                "https://id.example.com/",
                HOST + "//",
                HOST + "/connect/token",
                HOST + "/realms/elsewhere",
                "",
            })
    void anotherAudienceIsRefused(String audience) {
        assertRefused(SignedAssertion.of(OURS, audience));
    }

    /** The host of the request says nothing about the issuer. */
    @Test
    void theHostThatWasAskedIsNoAudience() {
        assertRefused(SignedAssertion.of(OURS, server.baseUri().toString()));
        assertRefused(SignedAssertion.of(OURS, server.url()));
    }

    @Test
    void aListWithTheRootIssuerIsRefused() {
        assertRefused(SignedAssertion.of(OURS, List.of(ROOT)));
        assertRefused(SignedAssertion.of(OURS, List.of(ROOT, HOST)));
        assertRefused(SignedAssertion.of(OURS, ROOT).without("aud"));
    }

    @Test
    void theRootIssuerIsNoAudienceInARealmThatTheRootDoesNotLeadTo() {
        RealmRepresentation elsewhere = new RealmRepresentation();
        elsewhere.setRealm("elsewhere");
        elsewhere.setEnabled(true);
        server.admin().realms().create(elsewhere);
        ClientRepresentation client = client(OURS);
        client.setDefaultClientScopes(null);
        client.setOptionalClientScopes(null);
        server.admin().realm("elsewhere").clients().create(client).close();
        URI endpoint = server.baseUri().resolve("realms/elsewhere/protocol/openid-connect/token");

        HttpResponse<String> refused =
                send(endpoint, SignedAssertion.of(OURS, ROOT).sign(KEY), "");
        HttpResponse<String> granted = send(
                endpoint, SignedAssertion.of(OURS, HOST + "/realms/elsewhere").sign(KEY), "");

        assertThat(refused.statusCode()).isBetween(400, 401);
        assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
    }

    @Test
    void anAssertionIsGoodForOnce() {
        String assertion = SignedAssertion.of(OURS, ROOT).sign(KEY);

        assertThat(send(nativeDoor(), assertion, "").statusCode()).isEqualTo(200);
        assertRefused(send(nativeDoor(), assertion, ""));
        assertRefused(send(rootDoor(), assertion, ""));
    }

    @Test
    void whatKeycloakAsksOfAnAssertionStaysAsked() {
        long now = Instant.now().getEpochSecond();

        assertRefused(SignedAssertion.of(OURS, ROOT).without("jti"));
        assertRefused(SignedAssertion.of(OURS, ROOT).without("exp"));
        assertRefused(SignedAssertion.of(OURS, ROOT).with("exp", now - 60));
        assertRefused(SignedAssertion.of(OURS, ROOT).without("iat").with("exp", now + 86_400));
        assertRefused(SignedAssertion.of(OURS, ROOT).without("sub"));
        assertRefused(SignedAssertion.of(OURS, ROOT).with("sub", BY_HAND));
        assertRefused(SignedAssertion.of(OURS, ROOT).with("iss", BY_HAND));
    }

    @Test
    void anotherKeyIsRefused() {
        RSAKey stranger = SignedAssertion.newKey();

        assertRefused(send(nativeDoor(), SignedAssertion.of(OURS, ROOT).sign(stranger), ""));
        assertRefused(
                send(nativeDoor(), SignedAssertion.of(OURS, ROOT).keyId("k2").sign(stranger), ""));
        assertRefused(send(rootDoor(), SignedAssertion.of(OURS, ROOT).sign(stranger), ""));
    }

    @Test
    void anotherTypeIsRefused() {
        assertRefused(SignedAssertion.of(OURS, ROOT).type("at+jwt"));
        assertRefused(SignedAssertion.of(OURS, REALM).type("at+jwt"));
    }

    @Test
    void anotherClientIdBesideItIsRefused() {
        String assertion = SignedAssertion.of(OURS, ROOT).sign(KEY);

        assertRefused(send(nativeDoor(), assertion, "&client_id=" + BY_HAND));
    }

    /** Not ours: Keycloak's rules, all of them and no others. */
    @Test
    void aClientWithoutPermissionsIsLeftAlone() {
        assertRefused(send(nativeDoor(), SignedAssertion.of(BY_HAND, ROOT).sign(KEY), ""));
        assertThat(send(nativeDoor(), SignedAssertion.of(BY_HAND, REALM).sign(KEY), "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(
                                nativeDoor(),
                                SignedAssertion.of(BY_HAND, REALM)
                                        .type("at+jwt")
                                        .sign(KEY),
                                "")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void assertGranted(SignedAssertion assertion) {
        HttpResponse<String> natively = send(nativeDoor(), assertion.sign(KEY), "");
        HttpResponse<String> atTheRoot = send(
                rootDoor(), assertion.with("jti", UUID.randomUUID().toString()).sign(KEY), "");

        assertThat(natively.statusCode()).as(natively.body()).isEqualTo(200);
        assertThat(atTheRoot.statusCode()).as(atTheRoot.body()).isEqualTo(200);
    }

    private static void assertRefused(SignedAssertion assertion) {
        assertRefused(send(nativeDoor(), assertion.sign(KEY), ""));
        assertRefused(send(rootDoor(), assertion.sign(KEY), ""));
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(400, 401);
        assertThat(Wire.json(response).has("error")).isTrue();
        assertThat(Wire.json(response).has("access_token")).isFalse();
    }

    private static URI nativeDoor() {
        return realm.uri("protocol/openid-connect/token");
    }

    private static URI rootDoor() {
        return server.baseUri().resolve("connect/token");
    }

    private static HttpResponse<String> send(URI door, String assertion, String more) {
        return Wire.http1()
                .post(
                        door,
                        "grant_type=client_credentials&client_assertion_type="
                                + "urn:ietf:params:oauth:client-assertion-type:jwt-bearer&client_assertion=" + assertion
                                + more);
    }
}
