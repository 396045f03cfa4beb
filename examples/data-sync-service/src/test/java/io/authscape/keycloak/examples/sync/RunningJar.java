package io.authscape.keycloak.examples.sync;

import static org.awaitility.Awaitility.await;

import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program as users run it, and what it says. */
final class RunningJar implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;

    private RunningJar(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a jar of this checkout. */
    static RunningJar start(String jar, Path log, Map<String, String> env, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                ProjectFiles.root().resolve(jar).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(env);
        return new RunningJar(builder.start(), log);
    }

    /** Waits until it has said something that this pattern finds, and returns the pattern's first group. */
    String hear(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        await("'" + pattern + "' in " + log)
                .atMost(PATIENCE)
                .failFast(
                        "it ended: " + log,
                        () -> !process.isAlive() && !wanted.matcher(log()).find())
                .until(() -> wanted.matcher(log()).find());
        Matcher found = wanted.matcher(log());
        if (!found.find()) {
            throw new AssertionError("it was there, and now it is gone: " + pattern);
        }
        return found.groupCount() == 0 ? found.group() : found.group(1);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, and its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
