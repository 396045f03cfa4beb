package io.authscape.keycloak.examples.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * {@code GET /health/live}: 200 as long as the process runs. {@code GET /health/ready}: 200 after a sync that worked, 503
 * before the first one and while syncs fail, with the reason.
 */
final class HealthEndpoint implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final SyncStatus status;

    HealthEndpoint(int port, SyncStatus status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health/live", exchange -> answer(exchange, 200, "{\"status\":\"UP\"}"));
        server.createContext("/health/ready", this::ready);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void ready(HttpExchange exchange) throws IOException {
        SyncStatus.Snapshot now = status.now();
        boolean up = now.failures() == 0 && now.lastSuccess() != null;
        ObjectNode body = JSON.createObjectNode()
                .put("status", up ? "UP" : "DOWN")
                .put(
                        "lastSuccess",
                        now.lastSuccess() == null ? null : now.lastSuccess().toString())
                .put("items", now.items())
                .put("failuresInARow", now.failures())
                .put("trouble", now.trouble());
        answer(exchange, up ? 200 : 503, body.toString());
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
