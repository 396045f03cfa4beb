package io.authscape.keycloak.examples.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API that refuses so many calls with 401, whatever their token, and keeps what it was sent. */
final class PickyApi implements AutoCloseable {

    private final HttpServer server;
    private final int refusals;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    record Call(String method, String authorization, String body) {}

    PickyApi(int refusals) {
        this.refusals = refusals;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Call> calls() {
        return calls;
    }

    private void handle(HttpExchange exchange) throws IOException {
        calls.add(new Call(
                exchange.getRequestMethod(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        boolean refused = calls.size() <= refusals;
        if (refused) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
        byte[] body = (refused ? "refused" : "taken").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refused ? 401 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
