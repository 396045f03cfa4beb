package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./authscape} of the checkout, by a link in a folder with a blank, as somebody may have it on the PATH. */
class LauncherIT {

    @TempDir
    Path folder;

    private Path link;

    @BeforeEach
    void link() throws IOException {
        link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("my bin")).resolve("authscape"),
                ProjectFiles.root().resolve("authscape"));
    }

    @Test
    void leadsToTheProvisioner() throws Exception {
        Invocation version = run("--version");
        assertThat(version.exitCode()).as(version.all()).isZero();
        assertThat(version.out()).startsWith("authscape ").hasLineCount(1);
        assertThat(run("validate", "-f", "nowhere.json").exitCode()).isEqualTo(64);
    }

    @Test
    void upSaysWhatItTakes() throws Exception {
        Invocation help = run("up", "--help");
        assertThat(help.exitCode()).as(help.all()).isZero();
        assertThat(help.out()).startsWith("Usage: authscape up ").contains("--port=N", "--seed=FILE", "--data=DIR");
        assertThat(run("--help").out()).contains("authscape up --help");
    }

    @Test
    void upTellsMistakesBeforeItStartsAnything() throws Exception {
        assertThat(run("up", "--prot=1"))
                .isEqualTo(
                        new Invocation(
                                64,
                                "",
                                "authscape: unknown option '--prot=1' of up; see './authscape up --help', or docs/quickstart.md.\n"));
        assertThat(run("up", "--port=x").err()).contains("'x' is no port");
        assertThat(run("up", "--port").err()).contains("--port needs a value");
        assertThat(run("up", "--port=70000").err()).contains("--port takes a number");
    }

    private Invocation run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(link.toString()));
        command.addAll(List.of(arguments));
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Invocation(process.waitFor(), out, Files.readString(errors));
    }
}
