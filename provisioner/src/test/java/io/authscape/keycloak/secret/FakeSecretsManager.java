package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** As much of AWS Secrets Manager's HTTP API as a client sees, written after its documentation. */
public final class FakeSecretsManager implements AutoCloseable {

    public static final String KEY_ID = "AKIDEXAMPLE";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private int failures;

    public FakeSecretsManager() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public synchronized void put(String id, String value) {
        secrets.put(id, value);
        versions.put(id, UUID.randomUUID().toString());
    }

    /** As Terraform does it: the value is somebody else's business. */
    public synchronized void createWithoutValue(String id) {
        secrets.put(id, null);
    }

    /** {@code null} if there is none. */
    public synchronized String get(String id) {
        return secrets.get(id);
    }

    public synchronized void failNext(int times) {
        failures = times;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (failures > 0) {
            failures--;
            send(exchange, 503, error("ServiceUnavailable", "busy"));
        } else if (authorization == null || !authorization.contains("Credential=" + KEY_ID + "/")) {
            send(exchange, 400, error("AccessDeniedException", "not for " + authorization + " with " + body));
        } else {
            switch (target) {
                case "secretsmanager.GetSecretValue" ->
                    read(exchange, body.path("SecretId").asText());
                case "secretsmanager.CreateSecret" -> {
                    String name = body.path("Name").asText();
                    if (secrets.containsKey(name)) {
                        send(exchange, 400, error("ResourceExistsException", "exists"));
                    } else {
                        write(exchange, name, body);
                    }
                }
                case "secretsmanager.PutSecretValue" ->
                    write(exchange, body.path("SecretId").asText(), body);
                default -> send(exchange, 400, error("InvalidAction", target));
            }
        }
    }

    private void read(HttpExchange exchange, String id) throws IOException {
        if (secrets.get(id) != null) {
            send(
                    exchange,
                    200,
                    JSON.createObjectNode()
                            .put("Name", id)
                            .put("VersionId", versions.get(id))
                            .put("SecretString", secrets.get(id))
                            .toString());
        } else {
            send(exchange, 400, error("ResourceNotFoundException", "can't find it"));
        }
    }

    private void write(HttpExchange exchange, String id, JsonNode body) throws IOException {
        put(id, body.path("SecretString").asText());
        send(exchange, 200, JSON.createObjectNode().put("Name", id).toString());
    }

    private static String error(String type, String message) {
        return JSON.createObjectNode()
                .put("__type", type)
                .put("message", message)
                .toString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
