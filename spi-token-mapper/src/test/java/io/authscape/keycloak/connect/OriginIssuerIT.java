package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.SharedServers;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.issuer.RootIssuer;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.keycloak.representations.idm.RealmRepresentation;

/** {@code authscape.wire.issuer=origin} at AuthScape's endpoints: what each door names, and where it doesn't count. */
class OriginIssuerIT {

    @Nested
    class WithAFixedHostname extends Server {

        @Override
        KeycloakServer start() {
            return SharedServers.withHostname();
        }

        @AfterAll
        @Override
        void stop() {
            server.admin().realm("other").remove();
        }

        @Test
        void theRootNamesTheRootAndTheRealmItself() {
            assertThat(issuerAt("")).isEqualTo("http://id.example.com/");
            assertThat(issuerAt("realms/authscape/connect/")).isEqualTo("http://id.example.com/realms/authscape");
            assertThat(issuerAt("realms/authscape/")).isEqualTo("http://id.example.com/realms/authscape");
            assertThat(issuerOfToken("any.example.org")).isEqualTo("http://id.example.com/");
        }

        /** Whatever the token says: OpenIddict.Validation refuses any other. */
        @Test
        void introspectionNamesTheIssuerOfItsDoor() {
            String token = token("any.example.org");

            assertThat(introspect("connect/introspect", token)).isEqualTo("http://id.example.com/");
            assertThat(introspect("realms/authscape/connect/introspect", token))
                    .isEqualTo("http://id.example.com/realms/authscape");
            assertThat(introspect("realms/authscape/protocol/openid-connect/token/introspect", token))
                    .isEqualTo("http://id.example.com/realms/authscape");
        }

        /** People sign in by the realm's issuer, which is not the one that this document names (RFC 9207). */
        @Test
        void theRootsDocumentPromisesNoIssuerInSignIns() {
            assertThat(document("")
                            .path("authorization_response_iss_parameter_supported")
                            .asBoolean(true))
                    .isFalse();
            assertThat(document("realms/authscape/connect/")
                            .path("authorization_response_iss_parameter_supported")
                            .asBoolean())
                    .isTrue();
        }

        @Test
        void aSwitchTakesEffectAtOnceAndOldTokensStay() {
            String before = token("any.example.org");
            issuer("keycloak");
            try {
                assertThat(issuerOfToken("any.example.org")).isEqualTo("http://id.example.com/realms/authscape");
                assertThat(issuerAt("")).isEqualTo("http://id.example.com/realms/authscape");
                assertThat(introspect("connect/introspect", before))
                        .isEqualTo("http://id.example.com/realms/authscape");
                revoke(before);
                assertThat(introspect("connect/introspect", before)).isEmpty();
            } finally {
                issuer("origin");
            }
        }

        /** The base URI is one, and its host leads to one realm. */
        @Test
        void anotherRealmKeepsKeycloaksIssuer() {
            TestRealm other = TestRealm.create(server, "other");
            DocumentedClients.createIn(other);
            issuer(other, "origin");

            assertThat(Jwt.claims(Wire.accessToken(Wire.http1().post(other.uri("connect/token"), Wire.DOCUMENTED_BODY)))
                            .path("iss")
                            .asText())
                    .isEqualTo("http://id.example.com/realms/other");
            assertThat(server.log()).contains("realm 'other' has authscape.wire.issuer=origin, but");
        }
    }

    @Nested
    class WithTwoHosts extends Server {

        @Override
        KeycloakServer start() {
            return KeycloakServer.builder()
                    .name("origin-hosts")
                    .option(
                            "--spi-realm-restapi-extension--connect--hosts=id.example.com=authscape,other.example.com=other")
                    .option("--proxy-headers=xforwarded")
                    .start();
        }

        @Test
        void aListedHostCounts() {
            assertThat(issuerOfToken("id.example.com")).isEqualTo("http://id.example.com/");
        }

        /** It is what the request said, and no more. */
        @Test
        void aForeignHostHeaderDoesNot() {
            assertThat(issuerOfToken("evil.example.com")).isEqualTo("http://evil.example.com/realms/authscape");
        }

        @Test
        void aHostThatLeadsToAnotherRealmDoesNot() {
            HttpRequest request = form("realms/authscape/connect/token", "other.example.com");

            assertThat(Jwt.claims(Wire.accessToken(Wire.http1().send(request)))
                            .path("iss")
                            .asText())
                    .isEqualTo("http://other.example.com/realms/authscape");
        }
    }

    @Nested
    class BelowAPath extends Server {

        @Override
        KeycloakServer start() {
            return KeycloakServer.builder()
                    .name("origin-path")
                    .relativePath("/auth")
                    .option("--hostname=http://id.example.com/auth")
                    .start();
        }

        @Test
        void keycloaksIssuerStays() {
            assertThat(issuerOfToken("any.example.org")).isEqualTo("http://id.example.com/auth/realms/authscape");
            assertThat(issuerAt("")).isEqualTo("http://id.example.com/auth/realms/authscape");
        }
    }

    @Nested
    class WithTheRootShut extends Server {

        @Override
        KeycloakServer start() {
            return KeycloakServer.builder()
                    .name("origin-shut")
                    .option("--hostname=http://id.example.com")
                    .option("--spi-realm-restapi-extension--connect--root=false")
                    .start();
        }

        @Test
        void keycloaksIssuerStaysAndTheRootIsNot() {
            assertThat(Wire.http1().send(form("connect/token", "any")).statusCode())
                    .isEqualTo(404);
            assertThat(issuerAt("realms/authscape/connect/")).isEqualTo("http://id.example.com/realms/authscape");
            assertThat(Jwt.claims(Wire.accessToken(Wire.http1().send(form("realms/authscape/connect/token", "any"))))
                            .path("iss")
                            .asText())
                    .isEqualTo("http://id.example.com/realms/authscape");
        }
    }

    /** A server whose realm {@code authscape} is set to {@code origin}. */
    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class Server {

        KeycloakServer server;

        abstract KeycloakServer start();

        @BeforeAll
        void origin() {
            server = start();
            DocumentedClients.createIn(server.rootRealm());
            issuer("origin");
        }

        @AfterAll
        void stop() {
            server.close();
        }

        void issuer(String value) {
            issuer(server.rootRealm(), value);
        }

        void issuer(TestRealm realm, String value) {
            RealmRepresentation representation = realm.admin().toRepresentation();
            representation.getAttributes().put(RootIssuer.ATTRIBUTE, value);
            realm.admin().update(representation);
        }

        JsonNode document(String below) {
            return Wire.json(Wire.http1().get(server.baseUri().resolve(below + ".well-known/openid-configuration")));
        }

        String issuerAt(String below) {
            return document(below).path("issuer").asText();
        }

        HttpRequest form(String path, String host) {
            return HttpRequest.newBuilder(server.baseUri().resolve(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-Forwarded-Host", host)
                    .POST(BodyPublishers.ofString(Wire.DOCUMENTED_BODY))
                    .build();
        }

        String token(String host) {
            return Wire.accessToken(Wire.http1().send(form("connect/token", host)));
        }

        String issuerOfToken(String host) {
            return Jwt.claims(token(host)).path("iss").asText();
        }

        /** Empty: the token is not active. */
        String introspect(String path, String token) {
            return Wire.json(Wire.http1()
                            .post(
                                    server.baseUri().resolve(path),
                                    "client_id=resource_server_1&client_secret="
                                            + DocumentedClients.RESOURCE_SERVER_SECRET + "&token=" + token))
                    .path("iss")
                    .asText();
        }

        void revoke(String token) {
            Wire.http1()
                    .post(
                            server.baseUri().resolve("connect/revocation"),
                            "client_id=background-service&client_secret=" + DocumentedClients.SECRET + "&token="
                                    + token);
        }
    }
}
