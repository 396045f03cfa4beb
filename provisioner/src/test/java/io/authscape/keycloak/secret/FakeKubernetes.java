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
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** As much of the Kubernetes API as a client of its Secrets sees, written after its documentation. */
public final class FakeKubernetes implements AutoCloseable {

    public static final String TOKEN = "hunter2-token";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String scheme;
    private final HttpServer server;
    private final Map<String, ObjectNode> secrets = new HashMap<>();
    private final Set<String> namespaces = new HashSet<>(Set.of("prod"));
    private final List<String> requests = new ArrayList<>();
    private final Set<String> forbidden = new HashSet<>();
    private String token = TOKEN;
    private int version;
    private int failures;
    private Runnable beforeNextWrite = () -> {};

    public FakeKubernetes() throws IOException {
        this("http", HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    FakeKubernetes(TestCertificate certificate) throws IOException {
        this("https", secure(certificate));
    }

    private FakeKubernetes(String scheme, HttpServer server) {
        this.scheme = scheme;
        this.server = server;
        server.createContext("/api/v1/namespaces/", this::answer);
        server.start();
    }

    private static HttpServer secure(TestCertificate certificate) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        return server;
    }

    public String url() {
        return scheme + "://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    public synchronized void put(String secret, String key, String value) {
        put(secret, key, value.getBytes(StandardCharsets.UTF_8));
    }

    synchronized void put(String secret, String key, byte[] value) {
        ObjectNode object = secrets.computeIfAbsent(secret, FakeKubernetes::empty);
        object.withObject("/data").put(key, Base64.getEncoder().encodeToString(value));
        touch(object);
    }

    public synchronized void remove(String secret) {
        secrets.remove(secret);
    }

    /** {@code null} if there is none. */
    public synchronized ObjectNode get(String secret) {
        return secrets.get(secret);
    }

    public synchronized void makeImmutable(String secret) {
        secrets.get(secret).put("immutable", true);
    }

    /** Lets nobody do this, a method of HTTP. */
    public synchronized void forbid(String method) {
        forbidden.add(method);
    }

    synchronized void changeToken(String next) {
        token = next;
    }

    synchronized void failNext(int times) {
        failures = times;
    }

    /** Lets somebody else be faster, once. */
    synchronized void beforeNextWrite(Runnable work) {
        beforeNextWrite = work;
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI()
                .getPath()
                .substring("/api/v1/namespaces/".length())
                .split("/", -1);
        String method = exchange.getRequestMethod();
        requests.add(method + " " + String.join("/", path));
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        if (failures > 0) {
            failures--;
            send(exchange, 503, status("busy"));
        } else if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(
                    exchange,
                    401,
                    status("Unauthorized: " + exchange.getRequestHeaders().getFirst("Authorization")));
        } else if (forbidden.contains(method)) {
            send(exchange, 403, status("secrets is forbidden: " + body));
        } else if (method.equals("GET")) {
            read(exchange, path[0] + "/" + path[2]);
        } else {
            Runnable faster = beforeNextWrite;
            beforeNextWrite = () -> {};
            faster.run();
            if (method.equals("POST")) {
                create(exchange, path[0], body);
            } else {
                patch(exchange, path[0] + "/" + path[2], body);
            }
        }
    }

    private void read(HttpExchange exchange, String secret) throws IOException {
        if (secrets.containsKey(secret)) {
            send(exchange, 200, secrets.get(secret).toString());
        } else {
            send(exchange, 404, status("secrets not found"));
        }
    }

    private void create(HttpExchange exchange, String namespace, JsonNode body) throws IOException {
        String secret = namespace + "/" + body.path("metadata").path("name").asText();
        if (!namespaces.contains(namespace)) {
            send(exchange, 404, status("namespaces not found"));
        } else if (secrets.containsKey(secret)) {
            send(exchange, 409, status("already exists"));
        } else {
            ObjectNode object = body.deepCopy();
            touch(object);
            secrets.put(secret, object);
            send(exchange, 201, object.toString());
        }
    }

    private void patch(HttpExchange exchange, String secret, JsonNode body) throws IOException {
        ObjectNode object = secrets.get(secret);
        if (object == null) {
            send(exchange, 404, status("secrets not found"));
        } else if (!"application/merge-patch+json"
                .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
            send(exchange, 415, status("unsupported"));
        } else if (!object.at("/metadata/resourceVersion").equals(body.at("/metadata/resourceVersion"))) {
            send(exchange, 409, status("the object has been modified; please apply your changes " + body));
        } else if (object.path("immutable").asBoolean()) {
            send(exchange, 422, status("field is immutable when `immutable` is set"));
        } else {
            object.withObject("/data").setAll((ObjectNode) body.path("data"));
            touch(object);
            send(exchange, 200, object.toString());
        }
    }

    private static ObjectNode empty(String secret) {
        ObjectNode object = JSON.createObjectNode().put("kind", "Secret").put("type", "Opaque");
        object.putObject("metadata").put("name", secret.substring(secret.indexOf('/') + 1));
        return object;
    }

    private void touch(ObjectNode object) {
        version++;
        object.withObject("/metadata").put("resourceVersion", Integer.toString(version));
    }

    private static String status(String message) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("message", message)
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
