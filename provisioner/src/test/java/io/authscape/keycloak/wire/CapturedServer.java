package io.authscape.keycloak.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers AuthScape's documented client as a real OpenIddict did, from {@code wire.jsonl}; a request that was never
 * captured is answered with 501.
 */
public final class CapturedServer implements AutoCloseable {

    private static final String CLIENT = "background-service";
    private static final String SECRET = "service-secret-here";
    private static final Pattern OTHERS =
            Pattern.compile("multi|s3cret|postman|public-app|odd|other_server|\\$U|short-lived|-Service");
    private static final Pattern LATER = Pattern.compile("<iat \\+ (\\d+)>");

    private final HttpServer server;
    private final Map<String, WireLine> lines = new HashMap<>();
    private final Map<String, Consumer<ObjectNode>> planted = new HashMap<>();
    private final List<String> unknown = new CopyOnWriteArrayList<>();

    public CapturedServer() {
        List<WireLine> all = WireLine.all().stream()
                .filter(line -> !OTHERS.matcher(line.request().toString()).find())
                .toList();
        // What another client was answered counts where this one was never captured.
        all.stream().filter(line -> line.request().toString().contains(CLIENT)).forEach(this::learn);
        all.forEach(this::learn);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void learn(WireLine line) {
        Map<String, String> headers = new HashMap<>();
        line.request()
                .path("headers")
                .forEach(header ->
                        headers.put(header.get(0).asText(), header.get(1).asText()));
        lines.putIfAbsent(
                key(
                        line.method(),
                        line.path(),
                        headers.get("Content-Type"),
                        headers.get("Authorization"),
                        line.request().path("body").asText("").replace("null", "")),
                line);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on this case's answer is another one. */
    public void plant(String caseName, Consumer<ObjectNode> change) {
        planted.put(caseName, change);
    }

    /** The requests that nobody captured. */
    public List<String> unknown() {
        return unknown;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Headers headers = exchange.getRequestHeaders();
            String key = key(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers.getFirst("Content-Type"),
                    headers.getFirst("Authorization"),
                    body);
            WireLine line = lines.get(key);
            if (line == null) {
                unknown.add(key);
                exchange.sendResponseHeaders(501, -1);
                return;
            }
            ObjectNode response = line.response().deepCopy();
            planted.getOrDefault(line.name(), unchanged -> {}).accept(response);
            send(exchange, response);
        }
    }

    private void send(HttpExchange exchange, ObjectNode response) throws IOException {
        response.path("headers").properties().forEach(header -> exchange.getResponseHeaders()
                .set(header.getKey(), filled(header.getValue().asText())));
        JsonNode json = response.path("json");
        byte[] body = json.isMissingNode()
                ? response.path("text").asText("").getBytes(StandardCharsets.UTF_8)
                : alive(json).toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(response.path("status").asInt(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** The captured answer with what changes from request to request filled in, and tokens put together. */
    private JsonNode alive(JsonNode node) {
        if (node.isObject() && node.has("header") && node.has("payload")) {
            return new TextNode(part(node.get("header")) + "." + part(node.get("payload")) + ".c2lnbmF0dXJl");
        }
        if (node.isObject()) {
            ObjectNode filled = node.deepCopy();
            filled.properties().forEach(member -> member.setValue(alive(member.getValue())));
            return filled;
        }
        if (node.isArray()) {
            ArrayNode filled = node.deepCopy();
            filled.removeAll();
            node.forEach(item -> filled.add(alive(item)));
            return filled;
        }
        return node.isTextual() ? text(node.asText()) : node;
    }

    private JsonNode text(String text) {
        long now = Instant.now().getEpochSecond();
        Matcher later = LATER.matcher(text);
        if (later.matches()) {
            return LongNode.valueOf(now + Long.parseLong(later.group(1)));
        }
        return text.equals("<seconds>") ? LongNode.valueOf(now) : new TextNode(filled(text));
    }

    private String filled(String text) {
        return text.replace("<origin>", url())
                .replace("<uuid>", UUID.randomUUID().toString())
                .replace("<kid>", "old-key")
                .replace("<n>", "b2xk");
    }

    private String part(JsonNode json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(alive(json).toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What a request asks, whoever chose the wrong secret and the unknown names. */
    private static String key(String method, String path, String type, String authorization, String body) {
        List<String> parts = new ArrayList<>();
        if (type != null && type.startsWith("application/x-www-form") && !body.isEmpty()) {
            boolean known = body.contains("client_id=" + CLIENT) || body.contains("client_id=resource_server_1");
            for (String field : body.split("&", -1)) {
                int equals = field.indexOf('=');
                String name = field.substring(0, equals);
                parts.add(name + "=" + value(name, decoded(field.substring(equals + 1)), known));
            }
            parts.sort(String::compareTo);
        } else {
            parts.add(type == null || !type.startsWith("application/json") ? "" : body);
        }
        return method + " " + path + " " + type + " " + credentials(authorization) + " " + parts;
    }

    private static String value(String name, String value, boolean knownClient) {
        return switch (name) {
            case "client_id" ->
                value.isEmpty() || value.equals(CLIENT) || value.equals("resource_server_1")
                        ? (value.isEmpty() ? "" : CLIENT)
                        : "nobody";
            case "client_secret" -> knownClient ? secret(value) : "any";
            case "token" -> value.equals("abc") ? value : "TOKEN";
            case "scope" -> value.startsWith("nope") ? "nope" : value;
            default -> value;
        };
    }

    private static String secret(String value) {
        boolean right = value.equals(SECRET) || value.startsWith("846B62D0");
        return value.isEmpty() ? "" : right ? "RIGHT" : "WRONG";
    }

    private static String credentials(String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ") || authorization.contains("!")) {
            boolean token =
                    authorization != null && authorization.startsWith("Bearer ") && !authorization.endsWith("abc");
            return token ? "Bearer TOKEN" : String.valueOf(authorization);
        }
        String pair = new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return colon < 0 ? pair : pair.substring(0, colon) + ":" + secret(decoded(pair.substring(colon + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
