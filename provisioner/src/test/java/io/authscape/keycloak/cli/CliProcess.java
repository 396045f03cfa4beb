package io.authscape.keycloak.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The command line as a process of its own, which can be killed and looked at. */
final class CliProcess {

    private final Process process;
    private final CompletableFuture<String> out;
    private final CompletableFuture<String> err;

    private CliProcess(Process process) {
        this.process = process;
        this.out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
        this.err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    }

    /** Starts it with this environment only. */
    static CliProcess start(Map<String, String> env, String stdin, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(env);
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(stdin.getBytes(StandardCharsets.UTF_8));
        }
        return new CliProcess(process);
    }

    void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM, as a pipeline that is cancelled sends it. */
    void tellToEnd() {
        // By its handle, since the process itself would also close what its last words come through.
        process.toHandle().destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Waits for its end. */
    Invocation await() throws InterruptedException {
        int exitCode = process.waitFor();
        return new Invocation(exitCode, out.join(), err.join());
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
