package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.StartMode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.ClientRepresentation;

/** {@code start --optimized --import-realm}, below {@code --http-relative-path=/auth}, another realm at the root. */
class ProductionStartIT {

    private static final String HASHING = "authscape_secret_hashing_seconds_total";

    private static KeycloakServer server;

    @BeforeAll
    static void start() {
        server = KeycloakServer.builder()
                .name("production")
                .mode(StartMode.OPTIMIZED)
                .relativePath("/auth")
                .buildOption("--metrics-enabled=true")
                .option("--spi-realm-restapi-extension--connect--realm=authscape")
                .start();
        DocumentedClients.createIn(server.rootRealm());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theDoorIsBelowTheRelativePath() {
        HttpResponse<String> response =
                Wire.http1().post(server.baseUri().resolve("connect/token"), Wire.DOCUMENTED_BODY);

        assertThat(server.baseUri().getPath()).isEqualTo("/auth/");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Wire.json(response).fieldNames())
                .toIterable()
                .containsExactly("access_token", "token_type", "expires_in");
    }

    @Test
    void theRealmsDoorToo() {
        assertThat(Wire.http1()
                        .post(server.rootRealm().uri("connect/token"), Wire.DOCUMENTED_BODY)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void noDoorIsAboveIt() {
        assertThat(Wire.http1()
                        .post(server.baseUri().resolve("/connect/token"), Wire.DOCUMENTED_BODY)
                        .statusCode())
                .isEqualTo(404);
    }

    /** One request by each door and of each outcome that a caller can bring about. */
    @Test
    void keycloaksMetricsTellTheDoors() {
        URI root = server.baseUri().resolve("connect/token");
        URI realms = server.rootRealm().uri("connect/token");
        URI keycloaks = server.rootRealm().uri("protocol/openid-connect/token");
        String wrong = Wire.DOCUMENTED_BODY.replace("service-secret-here", "wrong");
        Map<String, Double> before = tokenRequests();

        for (URI door : List.of(root, realms, keycloaks)) {
            Wire.http1().post(door, Wire.DOCUMENTED_BODY);
            Wire.http1().post(door, wrong);
        }
        Wire.http1().get(root);
        Wire.http1().post(server.baseUri().resolve("realms/nobody/connect/token"), Wire.DOCUMENTED_BODY);
        Wire.http1().post(server.rootRealm().uri("connect/introspect"), "token=x");
        options(root);

        Map<String, Double> after = tokenRequests();
        assertThat(rise(before, after, "root", "granted")).isEqualTo(1);
        assertThat(rise(before, after, "root", "refused"))
                .as("a wrong secret, a GET")
                .isEqualTo(2);
        assertThat(rise(before, after, "realm", "granted")).isEqualTo(1);
        assertThat(rise(before, after, "realm", "refused")).isEqualTo(1);
        assertThat(rise(before, after, "keycloak", "granted")).isEqualTo(1);
        assertThat(rise(before, after, "keycloak", "refused")).isEqualTo(1);
        assertThat(after.keySet()).isNotEmpty().noneMatch(line -> line.contains("background-service"));
        assertThat(after.keySet()).as("a realm that doesn't exist").noneMatch(line -> line.contains("nobody"));
    }

    /** A slow hash, and a secret that nobody has compared with it before. */
    @Test
    void keycloaksMetricsTellWhatHashingTakes() {
        ClientRepresentation guessed = DocumentedClients.service("guessed", null);
        guessed.setClientAuthenticatorType("authscape-secret");
        guessed.getAttributes()
                .put(
                        AttributeNames.SECRETS,
                        "{\"v\":1,\"secrets\":[{\"id\":\"s1\",\"hash\":\"%s\"}]}"
                                .formatted(Pbkdf2Hash.of("right").text()));
        server.rootRealm().create(guessed);
        Wire.http1().post(server.baseUri().resolve("connect/token"), Wire.DOCUMENTED_BODY);
        double before = metric(HASHING);

        HttpResponse<String> refused = Wire.http1()
                .post(
                        server.baseUri().resolve("connect/token"),
                        "grant_type=client_credentials&client_id=guessed&client_secret=wrong");

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(metric(HASHING)).isGreaterThan(before);
        assertThat(metric("authscape_secret_turned_away_total")).isZero();
    }

    private static double metric(String name) {
        return metrics()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not told"));
    }

    private static void options(URI uri) {
        Wire.http1()
                .send(HttpRequest.newBuilder(uri)
                        .header("Origin", "http://localhost:3000")
                        .header("Access-Control-Request-Method", "POST")
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build());
    }

    private static double rise(Map<String, Double> before, Map<String, Double> after, String door, String outcome) {
        return of(after, door, outcome) - of(before, door, outcome);
    }

    private static double of(Map<String, Double> counts, String door, String outcome) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().contains("door=\"" + door + "\"")
                        && count.getKey().contains("outcome=\"" + outcome + "\""))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Double> tokenRequests() {
        return metrics()
                .filter(line -> line.startsWith("authscape_token_requests_total{"))
                .filter(line -> !line.contains("realm=\"master\"")) // the tests' own admin
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))));
    }

    private static Stream<String> metrics() {
        return Wire.http1()
                .get(server.managementUri().resolve("metrics"))
                .body()
                .lines();
    }
}
