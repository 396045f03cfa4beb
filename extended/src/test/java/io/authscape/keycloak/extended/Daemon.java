package io.authscape.keycloak.extended;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of Debian's that goes into the background. It ends with {@link #close()} and, whatever happens, with this JVM:
 * the kernel closes standard input even of a JVM that is killed.
 */
final class Daemon implements AutoCloseable {

    private static final String WATCHDOG = "cat > /dev/null; exec \"$@\"";

    private final Process watchdog;

    private Daemon(Process watchdog) {
        this.watchdog = watchdog;
    }

    /**
     * Starts it.
     *
     * @param start ends when the program runs in the background
     * @param stop ends when it has ended
     */
    static Daemon start(List<String> start, List<String> stop) {
        run(Map.of(), start);
        List<String> command = new ArrayList<>(List.of("bash", "-c", WATCHDOG, "watchdog"));
        command.addAll(stop);
        try {
            return new Daemon(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command to its good end; into a file, since what it leaves running would hold a pipe open. */
    static void run(Map<String, String> env, List<String> command) {
        try {
            Path output = Files.createTempFile("authscape", ".out");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
                builder.environment().putAll(env);
                Process process = builder.start();
                process.getOutputStream().close();
                boolean ended = process.waitFor(3, TimeUnit.MINUTES);
                if (!ended || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            command + (ended ? " failed: " : " doesn't end: ") + Files.readString(output));
                }
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public void close() {
        try {
            watchdog.getOutputStream().close();
            if (!watchdog.waitFor(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("doesn't end: " + watchdog.info());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
