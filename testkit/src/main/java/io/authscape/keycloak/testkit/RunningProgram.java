package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of this checkout as users run it, in a terminal of its own, and what it says there. */
public final class RunningProgram implements AutoCloseable {

    private static final long MINUTES = 5;
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Process process;
    private final Path log;

    private RunningProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a script, with the environment of this process and more. */
    public static RunningProgram script(Path log, Map<String, String> more, String script, String... arguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                command(List.of(ProjectFiles.root().resolve(script).toString()), arguments));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(more);
        return start(builder, log);
    }

    /** Starts a jar, with no environment but this. */
    public static RunningProgram jar(Path log, Map<String, String> environment, String jar, String... arguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        ProjectFiles.root().resolve(jar).toString()),
                arguments));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return start(builder, log);
    }

    private static List<String> command(List<String> program, String... arguments) {
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(arguments));
        return command;
    }

    private static RunningProgram start(ProcessBuilder builder, Path log) throws IOException {
        Process process = builder.directory(ProjectFiles.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream().close();
        return new RunningProgram(process, log);
    }

    /** Waits until it has said something that this pattern finds; returns the pattern's first group, or all of it. */
    public String hear(String pattern) throws InterruptedException {
        Pattern wanted = Pattern.compile(pattern);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        while (true) {
            boolean ended = !process.isAlive(); // asked first: its last words are still looked through
            Matcher found = wanted.matcher(log());
            if (found.find()) {
                return found.groupCount() == 0 ? found.group() : found.group(1);
            }
            if (ended || System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        (ended ? "it ended without '" : "it doesn't say '") + pattern + "' in " + log + ":\n" + log());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** All that it has said. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has started and that still runs. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** SIGTERM to the program alone, and its exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            throw new AssertionError("it doesn't end:\n" + log());
        }
        return process.exitValue();
    }

    /** Ends it and what it has left running, by the ids that are known. */
    @Override
    public void close() {
        List<ProcessHandle> left = descendants();
        process.destroyForcibly();
        left.forEach(ProcessHandle::destroyForcibly);
    }
}
