package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A script of this checkout as somebody runs it in a terminal, and what it says. */
final class RunningScript implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;
    private final Path log;

    private RunningScript(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static RunningScript start(Path log, Map<String, String> env, String script, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProjectFiles.root().resolve(script).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(ProjectFiles.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(env);
        Process process = builder.start();
        process.getOutputStream().close();
        return new RunningScript(process, log);
    }

    /** Waits until it has said something that this pattern finds, and returns what was found. */
    String hear(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        await("'" + pattern + "' in " + log)
                .atMost(PATIENCE)
                .failFast(
                        "it ended: " + log,
                        () -> !process.isAlive() && !wanted.matcher(log()).find())
                .until(() -> wanted.matcher(log()).find());
        Matcher found = wanted.matcher(log());
        assertThat(found.find()).isTrue();
        return found.group();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has started and that still runs. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** SIGTERM to the script alone, and its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES))
                .as(log())
                .isTrue();
        return process.exitValue();
    }

    /** Whatever a failed test left behind, by the ids that we know. */
    @Override
    public void close() {
        List<ProcessHandle> left = descendants();
        process.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
