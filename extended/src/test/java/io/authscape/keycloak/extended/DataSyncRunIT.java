package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.authscape.keycloak.testkit.FreePorts;
import io.authscape.keycloak.testkit.ProjectFiles;
import io.authscape.keycloak.testkit.RunningProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./authscape up} in one terminal and {@code examples/data-sync-service/run} in another, as documented. */
class DataSyncRunIT {

    private static final int SIGTERM = 143;
    /** Between Keycloak's port and its management port: see ./authscape. */
    private static final int MANAGEMENT = 1000;

    private final String port = Integer.toString(FreePorts.withAnotherBehind(MANAGEMENT));
    private final FreePorts ports = FreePorts.find();

    @TempDir
    private Path folder;

    @Test
    void oneCommandStartsItAndSigtermEndsIt() throws Exception {
        new Part("the data sync service").needs("curl=curl");
        try (RunningProgram up = RunningProgram.script(
                folder.resolve("up.log"),
                Map.of(),
                "authscape",
                "up",
                "--port",
                port,
                "--data",
                folder.resolve("keycloak").toString())) {
            up.hear("Serving; stop with Ctrl-C\\.");

            theServiceSyncsAndEnds();

            endsWithAllThatItStarted(up);
        }
    }

    private void theServiceSyncsAndEnds() throws Exception {
        Path work = folder.resolve("data-sync");
        Map<String, String> env = Map.of(
                "SYNC_API_PORT", Integer.toString(ports.http()),
                "SYNC_HEALTH_PORT", Integer.toString(ports.management()),
                "SYNC_WORK", work.toString());
        try (RunningProgram run =
                RunningProgram.script(folder.resolve("run.log"), env, "examples/data-sync-service/run", port)) {
            run.hear("INFO synced 3 items, next in PT5M");

            assertThat(health("live").statusCode()).isEqualTo(200);
            assertThat(health("ready").statusCode()).isEqualTo(200);
            assertThat(health("ready").body()).contains("\"status\":\"UP\"", "\"items\":3");
            try (Stream<Path> items = Files.list(work.resolve("items"))) {
                assertThat(items.map(item -> item.getFileName().toString()))
                        .containsExactlyInAnyOrder("1-a.json", "1-b.json", "1-c.json");
            }

            endsWithAllThatItStarted(run);
            assertThat(run.log())
                    .contains("stopped after 3 items")
                    .doesNotContain(Files.readString(work.resolve("secret")).strip());
        }
    }

    private HttpResponse<String> health(String which) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + ports.management() + "/health/" + which);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static void endsWithAllThatItStarted(RunningProgram script) throws InterruptedException {
        List<ProcessHandle> started = script.descendants();
        assertThat(started).isNotEmpty();

        assertThat(script.stop()).isEqualTo(SIGTERM);

        await().atMost(Duration.ofSeconds(60)).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
    }

    /** `up` keeps a home of Keycloak for each port. */
    @AfterEach
    void removeTheHome() throws IOException {
        Path home = ProjectFiles.root().resolve(".authscape").resolve(port);
        if (Files.exists(home)) {
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
