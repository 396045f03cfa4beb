package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code docker} command, and an engine that answers it. */
final class Docker {

    /** Everything that a command may have to wait for: image builds, first starts on a busy machine. */
    private static final long MINUTES = 15;

    private static final Pattern EXPORT = Pattern.compile("([A-Z_]+)=(\\S+)");

    private final Map<String, String> environment;

    private Docker(Map<String, String> environment) {
        this.environment = environment;
    }

    /** How a command ended, and all that it said. */
    record Answer(int status, String text) {}

    /**
     * The engine that answers already, or one that {@code .ci/docker-engine.sh} starts. A machine where neither can be had
     * can't run this part.
     */
    static Docker engine(Part part) {
        Path exports = Path.of("target", "docker-engine.env").toAbsolutePath();
        Path script = ProjectFiles.root().resolve(".ci/docker-engine.sh");
        part.needs("docker=docker.io");
        part.needs(new ProcessBuilder(
                "bash", "-c", "mkdir -p target && \"$0\" start >\"$1\"", script.toString(), exports.toString()));
        Docker docker = new Docker(exports(exports));
        String versions = docker.run("docker", "version", "--format", "engine {{.Server.Version}}")
                .strip();
        part.runsWith(versions + (docker.hasStandIns() ? ", on STAND-INS of the official images, not on these" : ""));
        return docker;
    }

    private static Map<String, String> exports(Path file) {
        Map<String, String> exports = new HashMap<>();
        Matcher pairs = EXPORT.matcher(ProjectText.read(file));
        while (pairs.find()) {
            exports.put(pairs.group(1), pairs.group(2));
        }
        return exports;
    }

    private boolean hasStandIns() {
        return !run("docker", "images", "--quiet", "--filter", "label=io.authscape.stand-in")
                .isBlank();
    }

    /** What a command says; it must end well. */
    String run(String... command) {
        return run(Map.of(), command);
    }

    String run(Map<String, String> variables, String... command) {
        Answer answer = ask(variables, "", command);
        assertThat(answer.status())
                .as("%s%n%s", List.of(command), answer.text())
                .isZero();
        return answer.text();
    }

    /** Runs a command, however it ends. */
    Answer ask(Map<String, String> variables, String input, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ProjectFiles.root().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still runs after " + MINUTES + " minutes: " + List.of(command));
            }
            return new Answer(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** One value of what the engine knows of a container, an image or a network. */
    String inspect(String format, String name) {
        return run("docker", "inspect", "--format", format, name).strip();
    }

    /** Runs a container to its end, however that is. */
    Answer container(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm"));
        command.addAll(List.of(arguments));
        return ask(Map.of(), "", command.toArray(String[]::new));
    }
}
