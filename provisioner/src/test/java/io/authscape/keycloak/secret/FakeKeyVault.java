package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** As much of Azure Key Vault's HTTP API as a client of its secrets sees, written after its documentation. */
public final class FakeKeyVault implements AutoCloseable {

    public static final String TOKEN = "hunter2-token";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpsServer server;
    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, String> versions = new HashMap<>();
    private int failures;

    public FakeKeyVault(TestCertificate certificate) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.createContext("/secrets/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public synchronized void put(String name, String value) {
        secrets.put(name, value);
        versions.put(name, UUID.randomUUID().toString().replace("-", ""));
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
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String name = exchange.getRequestURI().getPath().split("/", -1)[2];
        if (failures > 0) {
            failures--;
            send(exchange, 503, error("ServiceUnavailable", "busy"));
        } else if (authorization == null) {
            // A vault tells by whom its tokens are issued, and for which audience.
            exchange.getResponseHeaders()
                    .add(
                            "WWW-Authenticate",
                            "Bearer authorization=\"https://login.microsoftonline.com/tenant\","
                                    + " resource=\"https://vault.localtest\"");
            send(exchange, 401, error("Unauthorized", "no token"));
        } else if (!authorization.equals("Bearer " + TOKEN)) {
            send(exchange, 403, error("Forbidden", "not for " + authorization + " with " + body));
        } else if (exchange.getRequestMethod().equals("PUT")) {
            put(name, body.path("value").asText());
            send(exchange, 200, bundle(exchange, name));
        } else if (secrets.containsKey(name)) {
            send(exchange, 200, bundle(exchange, name));
        } else {
            send(exchange, 404, error("SecretNotFound", name));
        }
    }

    private String bundle(HttpExchange exchange, String name) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return JSON.createObjectNode()
                .put("value", secrets.get(name))
                .put("id", "https://" + host + "/secrets/" + name + "/" + versions.get(name))
                .set("attributes", JSON.createObjectNode().put("enabled", true))
                .toString();
    }

    private static String error(String code, String message) {
        return JSON.createObjectNode()
                .set("error", JSON.createObjectNode().put("code", code).put("message", message))
                .toString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
