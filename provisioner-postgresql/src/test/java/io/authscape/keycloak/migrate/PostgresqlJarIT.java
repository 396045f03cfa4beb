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

/** The two jars in one folder, as their users have them. What the driver reads is in the provisioner's own tests. */
class PostgresqlJarIT {

    private static final Path CLI = Path.of("..", "provisioner", "target", "authscape-provisioner.jar");
    private static final Path DRIVER = Path.of("target", "authscape-provisioner-postgresql.jar");

    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheCommandLine() throws IOException {
        Files.copy(CLI, folder.resolve(CLI.getFileName()));
    }

    @Test
    void besideTheCommandLineItIsFound() throws Exception {
        Files.copy(DRIVER, folder.resolve(DRIVER.getFileName()));
        assertThat(importFromNobody()).as("it asked, and nobody was there").isEqualTo(69);
        assertThat(Files.readString(folder.resolve("err")))
                .startsWith("error: the database: Connection to 127.0.0.1:1 refused");
    }

    @Test
    void withoutItTheJarIsNamed() throws Exception {
        assertThat(importFromNobody()).isEqualTo(64);
        assertThat(Files.readString(folder.resolve("err")))
                .isEqualTo("error: authscape-provisioner-postgresql.jar is missing, which knows jdbc:postgresql; put it"
                        + " beside authscape-provisioner.jar" + System.lineSeparator());
    }

    private int importFromNobody() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", folder.resolve(CLI.getFileName()).toString(), "import", "openiddict"));
        command.addAll(List.of("--owner", "it", "--jdbc", "jdbc:postgresql://127.0.0.1:1/d"));
        Process process = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
