package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A realm as Keycloak makes it, with clients and a user of its own, and what these get to hear. */
final class StockRealm implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "hunter2hunter2";
    /** What differs from one token to the next. */
    private static final Set<String> PASSING = Set.of("exp", "iat", "jti", "sid", "auth_time", "session_state");
    /** The same around a token; seconds that are left are counted from a clock of whole seconds. */
    private static final Set<String> PASSING_AROUND =
            Set.of("refresh_token", "id_token", "session_state", "expires_in", "refresh_expires_in");

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestRealm realm;

    StockRealm(KeycloakServer server, String name) {
        RealmRepresentation stock = new RealmRepresentation();
        stock.setRealm(name);
        stock.setEnabled(true);
        stock.setAdminEventsEnabled(true);
        server.admin().realms().create(stock);
        realm = server.realm(name);
    }

    TestRealm realm() {
        return realm;
    }

    /** A service, an app with a user, and a client that may do neither. */
    void addItsOwn() {
        ClientRepresentation service = client("own-service");
        service.setServiceAccountsEnabled(true);
        realm.create(service);
        ClientRepresentation app = client("own-app");
        app.setDirectAccessGrantsEnabled(true);
        // Keycloak 26.7 would tell a caller outside of the token's audience nothing.
        app.setAttributes(Map.of("allow.token.introspection.without.audience.check", "true"));
        realm.create(app);
        realm.create(client("own-api"));
        UserRepresentation user = new UserRepresentation();
        user.setUsername("kim");
        user.setEmail("kim@example.com");
        user.setFirstName("Kim");
        user.setLastName("Example");
        user.setEnabled(true);
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(SECRET);
        user.setCredentials(List.of(password));
        try (Response response = realm.admin().users().create(user)) {
            CreatedResponseUtil.getCreatedId(response);
        }
    }

    private static ClientRepresentation client(String id) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(id);
        client.setSecret(SECRET);
        client.setStandardFlowEnabled(false);
        client.setDirectAccessGrantsEnabled(false);
        return client;
    }

    /** What its own clients are answered by Keycloak's own endpoints, without what passes. */
    Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        String service = "client_id=own-service&client_secret=" + SECRET;
        String app = "grant_type=password&client_id=own-app&client_secret=" + SECRET + "&username=kim";
        answers.put("service token", token("grant_type=client_credentials&" + service));
        answers.put("service token with scopes", token("grant_type=client_credentials&scope=email+phone&" + service));
        answers.put("user token", token(app + "&scope=openid&password=" + SECRET));
        answers.put("userinfo", userInfo(app + "&scope=openid&password=" + SECRET));
        answers.put("introspection", introspection(app + "&password=" + SECRET));
        answers.put("refreshed token", token(refresh(app + "&scope=openid&password=" + SECRET)));
        answers.put(
                "wrong secret",
                answer(post("token", "grant_type=client_credentials&client_id=own-service&client_secret=x")));
        answers.put(
                "unknown client",
                answer(post("token", "grant_type=client_credentials&client_id=nobody&client_secret=x")));
        answers.put("unknown scope", answer(post("token", "grant_type=client_credentials&scope=nothing&" + service)));
        answers.put("no grant", answer(post("token", service)));
        answers.put(
                "no service account",
                answer(post("token", "grant_type=client_credentials&client_id=own-api&client_secret=" + SECRET)));
        answers.put("wrong password", answer(post("token", app + "&password=x")));
        return answers;
    }

    /** A token's answer and its two parts that say something. */
    String token(String form) {
        HttpResponse<String> response = post("token", form);
        JsonNode body = json(response.body());
        String token = body.path("access_token").asText();
        if (token.isEmpty()) {
            return answer(response);
        }
        ObjectNode rest = (ObjectNode) body;
        rest.replace("access_token", claims(token));
        rest.remove(PASSING_AROUND);
        return response.statusCode() + " " + headers(response) + " " + rest;
    }

    private String refresh(String form) {
        String token = json(post("token", form).body()).path("refresh_token").asText();
        return "grant_type=refresh_token&client_id=own-app&client_secret=" + SECRET + "&refresh_token=" + token;
    }

    static ObjectNode claims(String token) {
        ObjectNode claims = (ObjectNode)
                json(new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8));
        claims.remove(PASSING);
        return claims;
    }

    private String userInfo(String form) {
        String token = json(post("token", form).body()).path("access_token").asText();
        return answer(send(HttpRequest.newBuilder(uri("userinfo")).header("Authorization", "Bearer " + token)));
    }

    private String introspection(String form) {
        String token = json(post("token", form).body()).path("access_token").asText();
        HttpResponse<String> response =
                post("token/introspect", "client_id=own-app&client_secret=" + SECRET + "&token=" + token);
        ObjectNode body = (ObjectNode) json(response.body());
        body.remove(PASSING);
        return response.statusCode() + " " + body;
    }

    private HttpResponse<String> post(String path, String form) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private URI uri(String path) {
        return realm.uri("protocol/openid-connect/" + path);
    }

    /** Status, headers and body. */
    private static String answer(HttpResponse<String> response) {
        return response.statusCode() + " " + headers(response) + " " + response.body();
    }

    private static String headers(HttpResponse<String> response) {
        return response.headers().map().entrySet().stream()
                .filter(header -> !header.getKey().equals("content-length"))
                .map(Object::toString)
                .collect(Collectors.joining(" "));
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        realm.admin().remove();
    }
}
