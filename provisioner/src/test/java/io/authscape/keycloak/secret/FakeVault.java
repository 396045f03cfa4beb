package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** As much of Vault's HTTP API as a client of its key-value engine sees, written after its documentation. */
public final class FakeVault implements AutoCloseable {

    public static final String TOKEN = "hunter2-token";
    static final String ROLE = "role";
    static final String SECRET_ID = "hunter2-secret-id";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String scheme;
    private final HttpServer server;
    private final Map<String, ObjectNode> secrets = new HashMap<>();
    private final List<String> requests = new ArrayList<>();
    private int failures;
    private String namespace;
    private Runnable afterNextWrite = () -> {};

    public FakeVault() throws IOException {
        this("http", HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    FakeVault(TestCertificate certificate) throws IOException {
        this("https", secure(certificate));
    }

    private FakeVault(String scheme, HttpServer server) {
        this.scheme = scheme;
        this.server = server;
        server.createContext("/v1/", this::answer);
        server.start();
    }

    private static HttpServer secure(TestCertificate certificate) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        return server;
    }

    public String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    public synchronized void put(String path, String field, String value) {
        ObjectNode data = secrets.computeIfAbsent(path, key -> JSON.createObjectNode());
        data.withObject("/data").put(field, value);
        ObjectNode metadata = data.withObject("/metadata");
        metadata.put("version", metadata.path("version").asInt() + 1);
    }

    /** As {@code vault kv delete} does it: the versions go on. */
    synchronized void delete(String path) {
        secrets.get(path).putNull("data");
    }

    synchronized void failNext(int times) {
        failures = times;
    }

    /** Lets somebody else write right after the next one, once. */
    public synchronized void afterNextWrite(Runnable work) {
        afterNextWrite = work;
    }

    /** {@code null} if there is none. */
    public synchronized String get(String path, String field) {
        return secrets.get(path).path("data").path(field).textValue();
    }

    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized String lastNamespace() {
        return namespace;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/v1/".length());
        requests.add(exchange.getRequestMethod() + " " + path);
        namespace = exchange.getRequestHeaders().getFirst("X-Vault-Namespace");
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        if (failures > 0) {
            failures--;
            send(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
        } else if (path.equals("auth/approle/login")) {
            boolean right = body.path("role_id").asText().equals(ROLE)
                    && body.path("secret_id").asText().equals(SECRET_ID);
            send(
                    exchange,
                    right ? 200 : 400,
                    right
                            ? "{\"auth\":{\"client_token\":\"" + TOKEN + "\"}}"
                            : "{\"errors\":[\"invalid " + body + "\"]}");
        } else if (!TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
            String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
            send(exchange, 403, "{\"errors\":[\"permission denied " + token + "\"]}");
        } else if (exchange.getRequestMethod().equals("GET")) {
            read(exchange, path);
        } else {
            write(exchange, path, body);
        }
    }

    private void read(HttpExchange exchange, String path) throws IOException {
        ObjectNode data = secrets.get(path);
        if (data == null) {
            send(exchange, 404, "{\"errors\":[]}");
        } else {
            send(exchange, data.path("data").isNull() ? 404 : 200, "{\"data\":" + data + "}");
        }
    }

    private void write(HttpExchange exchange, String path, JsonNode body) throws IOException {
        ObjectNode data = secrets.computeIfAbsent(path, key -> JSON.createObjectNode());
        int version = data.path("metadata").path("version").asInt();
        if (body.path("options").path("cas").asInt(-1) != version) {
            send(exchange, 400, "{\"errors\":[\"check-and-set parameter did not match the current version\"]}");
            return;
        }
        data.set("data", body.path("data"));
        data.withObject("/metadata").put("version", version + 1);
        Runnable next = afterNextWrite;
        afterNextWrite = () -> {};
        next.run();
        send(exchange, 200, "{\"data\":{\"version\":" + (version + 1) + "}}");
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
