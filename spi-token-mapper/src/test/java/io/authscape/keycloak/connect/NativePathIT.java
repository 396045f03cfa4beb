package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.SharedServers;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import jakarta.ws.rs.core.Response;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** For a client that is not ours the native paths answer the same on a Keycloak with our jar and on one without. */
@ExtendWith(KeycloakExtension.class)
class NativePathIT {

    private static final String CREDENTIALS = "client_id=stock&client_secret=stock-secret";

    private static KeycloakServer ours;
    private static KeycloakServer stock;

    @BeforeAll
    static void start(KeycloakServer server) {
        ours = server;
        stock = SharedServers.stock();
        createStockRealm(ours);
        createStockRealm(stock);
    }

    @AfterAll
    static void stop() {
        ours.admin().realm("stock").remove();
        stock.admin().realm("stock").remove();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=client_credentials&" + CREDENTIALS,
                "grant_type=client_credentials&scope=email&" + CREDENTIALS,
                "grant_type=client_credentials&scope=nope&" + CREDENTIALS,
                "grant_type=client_credentials&client_id=stock&client_secret=wrong",
                "grant_type=client_credentials&client_id=nobody&client_secret=wrong",
                "grant_type=client_credentials&client_id=stock",
                "grant_type=magic&" + CREDENTIALS,
                CREDENTIALS,
                ""
            })
    void theTokenEndpointAnswersTheSame(String form) {
        assertSame("protocol/openid-connect/token", form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"protocol/openid-connect/token/introspect", "protocol/openid-connect/revoke"})
    void introspectionAndRevocationAnswerTheSame(String path) {
        assertSame(path, CREDENTIALS + "&token=nonsense");
        assertSame(path, "client_id=stock&client_secret=wrong&token=nonsense");
        assertThat(comparable(ownToken(ours, path))).isEqualTo(comparable(ownToken(stock, path)));
    }

    private static HttpResponse<String> ownToken(KeycloakServer server, String path) {
        String token = Wire.accessToken(
                post(server, "protocol/openid-connect/token", "grant_type=client_credentials&" + CREDENTIALS));
        return post(server, path, CREDENTIALS + "&token=" + token);
    }

    private static void assertSame(String path, String form) {
        assertThat(comparable(post(ours, path, form))).isEqualTo(comparable(post(stock, path, form)));
    }

    private static HttpResponse<String> post(KeycloakServer server, String path, String form) {
        return Wire.http1().post(server.baseUri().resolve("realms/stock/" + path), form);
    }

    /** Status, headers and body, without what differs from one request to the next. */
    private static List<Object> comparable(HttpResponse<String> response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
        headers.remove("content-length"); // the length of a token varies with its issuer's port
        headers.remove("date");
        return List.of(response.statusCode(), headers, response.body().isEmpty() ? "" : lasting(Wire.json(response)));
    }

    private static JsonNode lasting(JsonNode body) {
        if (body.has("access_token")) {
            try {
                SignedJWT token = SignedJWT.parse(body.path("access_token").asText());
                ((ObjectNode) body)
                        .set(
                                "access_token",
                                lasting(Wire.json(token.getPayload().toString())));
            } catch (ParseException e) {
                throw new AssertionError(e);
            }
        }
        if (body.has("scope")) {
            // Keycloak's scopes are a set: it writes them in any order.
            ((ObjectNode) body)
                    .put(
                            "scope",
                            Stream.of(body.path("scope").asText().split(" ", -1))
                                    .sorted()
                                    .toList()
                                    .toString());
        }
        return ((ObjectNode) body).without(List.of("jti", "iat", "exp", "expires_in", "iss", "sub"));
    }

    private static void createStockRealm(KeycloakServer server) {
        RealmRepresentation realm = new RealmRepresentation();
        realm.setRealm("stock");
        realm.setEnabled(true);
        server.admin().realms().create(realm);
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId("stock");
        client.setSecret("stock-secret");
        client.setServiceAccountsEnabled(true);
        try (Response created = server.admin().realm("stock").clients().create(client)) {
            assertThat(created.getStatus()).isEqualTo(201);
        }
    }
}
