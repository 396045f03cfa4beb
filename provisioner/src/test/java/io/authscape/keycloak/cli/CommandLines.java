package io.authscape.keycloak.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** What every process on the machine can read of every other one: {@code /proc/<pid>/cmdline}, sampled over and over. */
final class CommandLines implements AutoCloseable {

    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final Thread sampler;

    CommandLines() {
        sampler = new Thread(this::sample, "command-lines");
        sampler.setDaemon(true);
        sampler.start();
    }

    /** All command lines so far, this JVM's own excepted. */
    Set<String> seen() {
        return seen;
    }

    @Override
    public void close() {
        sampler.interrupt();
    }

    private void sample() {
        Path own = Path.of("/proc", String.valueOf(ProcessHandle.current().pid()));
        while (!Thread.currentThread().isInterrupted()) {
            try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                for (Path process : processes) {
                    if (!process.equals(own)) {
                        seen.add(commandLine(process));
                    }
                }
                Thread.sleep(20);
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }
}
