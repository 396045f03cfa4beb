package io.authscape.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two jars in one folder, as their users have them. */
class SqliteJarIT {

    private static final Path CLI = Path.of("..", "provisioner", "target", "authscape-provisioner.jar");
    private static final Path DRIVER = Path.of("target", "authscape-provisioner-sqlite.jar");
    private static final Path DATABASE = Path.of(
            "..",
            "provisioner",
            "src",
            "test",
            "resources",
            "io",
            "authscape",
            "keycloak",
            "migrate",
            "openiddict.sqlite");

    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheCommandLine() throws IOException {
        Files.copy(CLI, folder.resolve(CLI.getFileName()));
    }

    @Test
    void besideTheCommandLineItIsFound() throws Exception {
        Files.copy(DRIVER, folder.resolve(DRIVER.getFileName()));
        assertThat(importInto(folder.resolve("seed.json"))).isZero();
        assertThat(Files.readString(folder.resolve("seed.json")))
                .contains("\"clientId\": \"background-service\"", "\"clientSecretHash\": \"AQAAAAEAACcQ");
    }

    @Test
    void withoutItTheJarIsNamed() throws Exception {
        assertThat(importInto(folder.resolve("seed.json"))).isEqualTo(64);
        assertThat(Files.readString(folder.resolve("err")))
                .isEqualTo("error: authscape-provisioner-sqlite.jar is missing, which knows jdbc:sqlite; put it beside"
                        + " authscape-provisioner.jar" + System.lineSeparator());
    }

    private int importInto(Path seed) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", folder.resolve(CLI.getFileName()).toString(), "import", "openiddict"));
        command.addAll(List.of("--owner", "it", "--jdbc", "jdbc:sqlite:" + DATABASE, "--out", seed.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
