package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of {@code kc.sh}. */
final class KeycloakProcess implements AutoCloseable {

    /** A first start takes 20 to 50 s on a quiet machine of two cores, 90 s on a busy one. */
    private static final Duration READY = Duration.ofMinutes(5);

    private static final int LOG_LINES = 40;

    private final Process process;
    private final Path log;

    KeycloakProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Waits for status 200 of the health endpoint: the main port answers "Bootstrap in progress" before that. */
    void awaitReady(URI health) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
        Instant deadline = Instant.now().plus(READY);
        while (!answersOk(client, request)) {
            if (!process.isAlive()) {
                throw failed("ended with status " + process.exitValue());
            }
            if (Instant.now().isAfter(deadline)) {
                close();
                throw failed("was not ready after " + READY);
            }
            pause();
        }
    }

    void awaitSuccess() {
        try {
            if (!process.waitFor(READY.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw failed("did not end well");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Closes the watchdog's standard input, which ends Keycloak, and waits for that. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static boolean answersOk(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private IllegalStateException failed(String how) {
        List<String> lines = log().lines().toList();
        String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        return new IllegalStateException("Keycloak " + how + "; the end of " + log + ":\n" + tail);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
