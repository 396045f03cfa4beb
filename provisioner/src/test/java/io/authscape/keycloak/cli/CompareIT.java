package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.wire.CapturedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code authscape compare}: a real OpenIddict's captured answers on one side, a real Keycloak on the other. */
@ExtendWith(KeycloakExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareIT {

    private static final String SECRET = "service-secret-here";

    private final KeycloakServer server;
    private final ProvisionedRealm realm;
    private CapturedServer old;

    CompareIT(KeycloakServer server) {
        this.server = server;
        realm = new ProvisionedRealm(server.rootRealm());
    }

    @BeforeAll
    void seed() {
        realm.clean();
        assertThat(realm.applyCaptured().exitCode()).isZero();
    }

    /** The realm behind the root is one for all tests of this module. */
    @AfterAll
    void leaveItAsItWas() {
        realm.clean();
    }

    @BeforeEach
    void startTheOldOne() {
        old = new CapturedServer();
    }

    @AfterEach
    void stopIt() {
        old.close();
    }

    @Test
    void keycloakAnswersAsTheOldServerDid() {
        Invocation run = compare(server.url());

        assertThat(old.unknown()).isEmpty();
        assertThat(run.out()).doesNotContain("DIFFERS");
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out())
                .contains("known   all scopes (200)")
                .contains("same    wrong secret (401)")
                .contains("same    scope without permission (400)")
                .contains("on purpose: azp (")
                .contains("requests as client 'background-service', the same answers");
        assertThat(run.err())
                .contains("warning: 4 requests to each server with a wrong secret or client: they count as failed"
                        + " logins there");
        assertThat(run.all()).doesNotContain(SECRET, "eyJ");
    }

    @Test
    void theDoorsInTheRealmAreComparedAsWell() {
        Invocation run = compare(server.url() + "/realms/authscape/connect");
        assertThat(run.out()).doesNotContain("DIFFERS");
        assertThat(run.exitCode()).as(run.all()).isZero();
    }

    @Test
    void plantedDifferencesAreTold() {
        old.plant("documented request", response -> {
            payload(response).put("companyId", "7");
            payload(response).remove("oi_prst");
            ((ObjectNode) response.get("json")).put("extra", true);
        });
        old.plant("wrong secret", response -> response.put("status", 400));
        old.plant("no scope", response -> ((ObjectNode) response.get("json")).put("expires_in", 60));
        old.plant("GET", response -> ((ObjectNode) response.get("headers")).put("cache-control", "public"));

        Invocation run = compare(server.url(), "--output", "json");

        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode report = json(run.out());
        assertThat(report.path("same").asBoolean()).isFalse();
        List<String> told = new ArrayList<>();
        report.path("requests").forEach(request -> request.path("differences")
                .forEach(difference -> told.add(request.path("request").asText() + " | "
                        + difference.path("member").asText() + " | "
                        + difference.path("old").asText() + " | "
                        + difference.path("new").asText())));
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "all scopes | json.access_token.payload.companyId | 7 | absent",
                        "all scopes | json.access_token.payload.oi_prst | absent | background-service",
                        "all scopes | json.extra | true | absent",
                        "wrong secret | status | 400 | 401",
                        "no scope | json.expires_in | 60 | 3600",
                        "GET | headers.cache-control | public | no-store");
    }

    @Test
    void stockKeycloakAsTheOldServerDiffers() {
        Invocation run = compare(server.url() + "/realms/authscape", server.url());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("DIFFERS wrong secret (401)", "error_description: ");
        assertThat(run.all()).doesNotContain(SECRET, "eyJ");
        Invocation itself = compare(server.url(), server.url());
        assertThat(itself.exitCode()).as(itself.all()).isZero();
        assertThat(itself.out()).doesNotContain("known  ", "DIFFERS");
    }

    @Test
    void aServerThatEchoesTheSecretIsNotRepeated() {
        old.plant("unknown grant_type", response -> ((ObjectNode) response.get("json"))
                .put("error_description", "grant magic, secret " + SECRET));
        for (String output : List.of("text", "json", "markdown")) {
            Invocation run = compare(server.url(), "--output", output);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.out()).contains("grant magic, secret").doesNotContain(SECRET);
        }
    }

    @Test
    void failedLoginsCanBeLeftOut() {
        Invocation run = compare(server.url(), "--skip-wrong-secrets", "--output", "json");
        assertThat(run.err()).isEmpty();
        assertThat(StreamSupport.stream(json(run.out()).path("requests").spliterator(), false)
                        .map(request -> request.path("request").asText()))
                .doesNotContain("wrong secret", "unknown client")
                .contains("no secret");
    }

    @Test
    void withoutASeedTheSecretComesFromTheEnvironment() {
        Invocation run = RealmCommands.of(server.rootRealm())
                .runWith(
                        Map.of("AUTHSCAPE_SECRET", SECRET),
                        "",
                        arguments(old.url(), server.url(), "--scope", "api1", "--other-scope", "api2"));
        assertThat(run.exitCode()).as(run.all()).isZero();
        assertThat(run.out()).contains("scope without permission (400)");
    }

    @Test
    void aWrongSecretProvesNothing() {
        Invocation run = RealmCommands.of(server.rootRealm())
                .runWith(
                        Map.of("AUTHSCAPE_SECRET", "wrong"),
                        "",
                        arguments(server.url(), server.url(), "--scope", "api1"));
        assertThat(run.exitCode()).as(run.all()).isEqualTo(1);
        assertThat(run.out())
                .contains("neither server knows the client by this secret (old: 401 invalid_client, new: 401"
                        + " invalid_client); check both")
                .doesNotContain("the same answers");
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        String nobody = "http://127.0.0.1:1";
        assertThat(compare(nobody, server.url()).exitCode()).isEqualTo(69);
        assertThat(compare(nobody, server.url()).err()).contains("error: can't reach the server --old " + nobody);
        assertThat(compare(server.url(), nobody).err()).contains("error: can't reach the server --new " + nobody);
        Invocation http = compare("http://id.example.com", server.url());
        assertThat(http.exitCode()).isEqualTo(64);
        assertThat(http.err())
                .contains("--old: 'http://id.example.com' would get the secret in plain text; use https, or give"
                        + " --allow-http");
        assertThat(compare("https://user:pass@id.example.com", server.url()).err())
                .contains("--old must be a URL")
                .doesNotContain("pass");
        assertThat(RealmCommands.of(server.rootRealm())
                        .run(arguments(old.url(), server.url()))
                        .err())
                .contains("no secret; set AUTHSCAPE_SECRET");
        assertThat(compare(server.url(), "--client", "nobody").err()).contains("the seed has no client 'nobody'");
    }

    private Invocation compare(String fresh, String... more) {
        return more.length > 0 && more[0].startsWith("http")
                ? run(fresh, more[0], Arrays.copyOfRange(more, 1, more.length))
                : run(old.url(), fresh, more);
    }

    private Invocation run(String before, String after, String... more) {
        List<String> options = new ArrayList<>(List.of("-f", "-"));
        options.addAll(List.of(more));
        return RealmCommands.of(server.rootRealm())
                .runWith(
                        Map.of("BACKGROUND_SERVICE_SECRET", SECRET, "RESOURCE_SERVER_1_SECRET", "x"),
                        ProvisionedRealm.captured(),
                        arguments(before, after, options.toArray(String[]::new)));
    }

    private static String[] arguments(String before, String after, String... more) {
        List<String> arguments = new ArrayList<>(List.of("compare", "--old", before, "--new", after));
        List<String> options = List.of(more);
        if (!options.contains("--client")) {
            arguments.addAll(List.of("--client", "background-service"));
        }
        arguments.addAll(options);
        return arguments.toArray(String[]::new);
    }

    private static ObjectNode payload(ObjectNode response) {
        return (ObjectNode) response.at("/json/access_token/payload");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
