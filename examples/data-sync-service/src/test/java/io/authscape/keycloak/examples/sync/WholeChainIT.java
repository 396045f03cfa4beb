package io.authscape.keycloak.examples.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.ProjectFiles;
import io.authscape.keycloak.testkit.Provisioner;
import io.authscape.keycloak.testkit.RunningProgram;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Keycloak with our jar, the seed, the protected API and the service: all as users run them. */
@ExtendWith(KeycloakExtension.class)
class WholeChainIT {

    private static final String API = "examples/protected-api/target/protected-api-app.jar";
    private static final String SERVICE = "examples/data-sync-service/target/data-sync-service.jar";
    private static final String SECRET = "a-secret-of-this-test-alone";
    private static final int SIGTERM = 143;

    private final TestRealm realm;

    @TempDir
    private Path folder;

    private String api;

    WholeChainIT(TestRealm realm) {
        this.realm = realm;
    }

    @Test
    void dataArrivesAndWithoutItsScopeItDoesNot() throws Exception {
        String seed = Files.readString(ProjectFiles.root().resolve("examples/data-sync-service/seed.json"));
        Provisioner.apply(realm, seed, Map.of("DATA_SYNC_SECRET", SECRET));
        try (RunningProgram running = RunningProgram.jar(
                folder.resolve("api.log"),
                Map.of("AUTHSCAPE_ISSUER", issuer(), "AUTHSCAPE_AUDIENCE", "sync_api"),
                API,
                "--server.port=0")) {
            api = "http://127.0.0.1:" + running.hear("Tomcat started on port (\\d+)");

            theServiceAsksForLessAndTheApiRefuses();
            theServiceHasItsScopesAndDataArrives();
            theSeedTakesAScopeAwayAndKeycloakRefuses(seed);
        }
    }

    private void theServiceAsksForLessAndTheApiRefuses() throws Exception {
        try (RunningProgram service = start("refused", Map.of("SYNC_SCOPES", "sync.read"))) {
            service.hear("WARNING sync failed \\(1 in a row\\), next in PT\\S+ PUT " + api
                    + "/api/sync/1-a/done was answered 403 \\(insufficient_scope: [^)]*it wants scope sync.write\\)");

            HttpResponse<String> ready = health(service, "ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("\"status\":\"DOWN\"", "answered 403 (insufficient_scope");
            assertThat(health(service, "live").statusCode()).isEqualTo(200);
            assertThat(service.log()).doesNotContain(SECRET, "\tat ");
            service.stop();
        }
    }

    private void theServiceHasItsScopesAndDataArrives() throws Exception {
        try (RunningProgram service = start("served", Map.of())) {
            service.hear("INFO synced 3 items, next in PT1H");

            HttpResponse<String> ready = health(service, "ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).contains("\"status\":\"UP\"", "\"items\":3");
            try (Stream<Path> files = Files.list(folder.resolve("served"))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("1-a.json", "1-b.json", "1-c.json");
            }
            assertThat(folder.resolve("served").resolve("1-b.json"))
                    .hasContent("{\"id\":\"1-b\",\"text\":\"second of company 1\"}");

            assertThat(service.stop()).isEqualTo(SIGTERM);
            assertThat(service.log()).endsWith("stopped after 3 items\n").doesNotContain(SECRET);
        }
    }

    private void theSeedTakesAScopeAwayAndKeycloakRefuses(String seed) throws Exception {
        String less = seed.replace(", \"scp:sync.write\"", "");
        assertThat(less).isNotEqualTo(seed);
        Provisioner.apply(realm, less, Map.of("DATA_SYNC_SECRET", SECRET));
        try (RunningProgram service = start("nothing", Map.of())) {
            // By the issuer's document the service goes to Keycloak's own endpoint, which has its own words.
            service.hear(
                    "WARNING sync failed \\(1 in a row\\), next in PT[^:]+: no token: 400 invalid_scope: Invalid scopes:"
                            + " sync.read sync.write");
            assertThat(folder.resolve("nothing")).doesNotExist();
            service.stop();
        }
    }

    private RunningProgram start(String target, Map<String, String> more) throws IOException {
        Map<String, String> env = new HashMap<>(Map.of(
                "SYNC_ISSUER",
                issuer(),
                "SYNC_CLIENT_ID",
                "data-sync",
                "SYNC_SECRET_FILE",
                Files.writeString(folder.resolve("secret"), SECRET + "\n").toString(),
                "SYNC_API",
                api,
                "SYNC_TARGET",
                folder.resolve(target).toString(),
                "SYNC_INTERVAL",
                "PT1H",
                "SYNC_HEALTH_PORT",
                "0"));
        env.putAll(more);
        return RunningProgram.jar(folder.resolve(target + ".log"), env, SERVICE);
    }

    private static HttpResponse<String> health(RunningProgram service, String which) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.hear("health on port (\\d+)") + "/health/" + which);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private String issuer() {
        return realm.server().url() + "/realms/" + realm.name();
    }
}
