package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The root paths behind a proxy, below a relative path, with two realms behind one server. */
class DoorIT {

    private static final Map<String, String> PROXIED =
            Map.of("X-Forwarded-Host", "id.example.com", "X-Forwarded-Proto", "https", "X-Forwarded-For", "192.0.2.7");

    private static KeycloakServer server;

    @BeforeAll
    static void start() {
        server = KeycloakServer.builder()
                .name("door")
                .relativePath("/auth")
                .option("--proxy-headers=xforwarded")
                .option(
                        "--spi-realm-restapi-extension--connect--hosts=id.example.com=authscape,other.example.com=other")
                .start();
        DocumentedClients.createIn(server.rootRealm());
        DocumentedClients.createIn(TestRealm.create(server, "other"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"id.example.com, authscape", "other.example.com, other", "elsewhere.example.com, authscape"})
    void aHostLeadsToItsRealm(String host, String realm) {
        String token = Wire.accessToken(post("connect/token", with("X-Forwarded-Host", host)));

        assertThat(Jwt.claims(token).path("iss").asText()).isEqualTo("https://" + host + "/auth/realms/" + realm);
    }

    @Test
    void aPrefixThatTheProxyCutsOffStandsInAllAddresses() {
        Map<String, String> headers = with("X-Forwarded-Prefix", "/idp");
        JsonNode document = Wire.json(get(".well-known/openid-configuration", headers));

        assertThat(document.path("token_endpoint").asText()).isEqualTo("https://id.example.com/idp/auth/connect/token");
        assertThat(document.path("jwks_uri").asText()).isEqualTo("https://id.example.com/idp/auth/.well-known/jwks");
        assertThat(Jwt.claims(Wire.accessToken(post("connect/token", headers))).path("iss"))
                .isEqualTo(document.path("issuer"));
    }

    @Test
    void theRealmsOwnDocumentNamesItsOwnPaths() {
        JsonNode document = Wire.json(get("realms/authscape/connect/.well-known/openid-configuration", PROXIED));

        assertThat(document.path("issuer").asText()).isEqualTo("https://id.example.com/auth/realms/authscape");
        assertThat(document.path("token_endpoint").asText())
                .isEqualTo("https://id.example.com/auth/realms/authscape/connect/token");
    }

    /** Row 1, as the realm's {@code sslRequired} (external) sees the caller. */
    @ParameterizedTest
    @ValueSource(strings = {"connect/token", "connect/introspect", "connect/revocation"})
    void row1PlainHttpFromOutside(String path) {
        HttpResponse<String> refused = post(path, with("X-Forwarded-Proto", "http"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("This server only accepts HTTPS requests.", "ID2083");
        assertThat(refused.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void row1ForABrowserAndForDocuments() {
        Map<String, String> plain = with("X-Forwarded-Proto", "http");

        assertThat(get("connect/authorize?client_id=x", plain).body()).startsWith("error:invalid_request\n");
        assertThat(get(".well-known/openid-configuration", plain).body()).contains("ID2083");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect/token",
                "CONNECT/Token/",
                "realms/authscape/connect/token",
                "realms/authscape/Connect/TOKEN/"
            })
    void caseAndOneSlashDoNotCount(String path) {
        assertThat(post(path, PROXIED).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"connect/token//", "connect/token/x", "connect", "connect/tokens", "realms/authscape/connect/x"})
    void noOtherPathIsOurs(String path) {
        assertThat(post(path, PROXIED).statusCode()).isIn(400, 404, 405);
    }

    @Test
    void belowTheRelativePathOnly() {
        assertThat(Wire.http1()
                        .post(server.baseUri().resolve("/connect/token"), Wire.DOCUMENTED_BODY)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect/token", ".well-known/jwks", "connect/userinfo", "connect/logout"})
    void aHeadIsNoGet(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) server.baseUri().resolve(path).toURL().openConnection();
        connection.setRequestMethod("HEAD");

        assertThat(connection.getResponseCode()).isEqualTo(400);
    }

    /** Whoever sends the header by which our filter tells the resources the door gains nothing. */
    @Test
    void theDoorIsNotTheCallersToTell() {
        Map<String, String> forged = with("authscape-door", "ROOT");

        assertThat(Wire.json(get("realms/other/connect/.well-known/openid-configuration", forged))
                        .path("token_endpoint")
                        .asText())
                .endsWith("/realms/other/connect/token");
    }

    private static Map<String, String> with(String header, String value) {
        Map<String, String> headers = new HashMap<>(PROXIED);
        headers.put(header, value);
        return headers;
    }

    private static HttpResponse<String> post(String path, Map<String, String> headers) {
        return send(
                HttpRequest.newBuilder(URI.create(server.baseUri() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(Wire.DOCUMENTED_BODY)),
                headers);
    }

    private static HttpResponse<String> get(String path, Map<String, String> headers) {
        return send(HttpRequest.newBuilder(URI.create(server.baseUri() + path)), headers);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, Map<String, String> headers) {
        headers.forEach(request::header);
        return Wire.http1().send(request.build());
    }
}
