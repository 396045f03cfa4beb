package io.authscape.keycloak.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** An API as AuthScape wires it: it asks the identity server about each token that it gets. */
final class IntrospectingApi implements AutoCloseable {

    private static final int BEARER = "Bearer ".length();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI introspection;
    private final FakeServer server;

    IntrospectingApi(ServiceRealm realm) {
        introspection = realm.realm().uri("connect/introspect");
        server = new FakeServer(request -> isActive(request.authorization().substring(BEARER))
                ? FakeServer.Reply.json(200, "{\"data\":\"pending\"}")
                : new FakeServer.Reply(401, "", Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\"")));
    }

    String url() {
        return server.url();
    }

    int calls() {
        return server.requests().size();
    }

    private boolean isActive(String token) {
        try {
            JsonNode answer = new ObjectMapper()
                    .readTree(http.send(
                                    HttpRequest.newBuilder(introspection)
                                            .header("Content-Type", "application/x-www-form-urlencoded")
                                            .POST(BodyPublishers.ofString(Form.of(Map.of(
                                                    "token",
                                                    token,
                                                    "client_id",
                                                    "resource_server_1",
                                                    "client_secret",
                                                    ServiceRealm.SECRET))))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body());
            if (!answer.has("active")) {
                throw new IllegalStateException("no answer about the token, but " + answer);
            }
            return answer.path("active").asBoolean();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
