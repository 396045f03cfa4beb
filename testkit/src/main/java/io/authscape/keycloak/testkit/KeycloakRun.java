package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of {@code kc.sh}, wherever it runs. */
abstract class KeycloakRun implements AutoCloseable {

    /** A first start takes 20 to 50 s on a quiet machine of two cores, 90 s on a busy one. */
    static final Duration READY = Duration.ofMinutes(5);

    private static final int LOG_LINES = 40;

    /** What Keycloak has written so far, in this run and in those before it. */
    abstract String log();

    /** How it ended, if it has. */
    abstract Optional<String> end();

    /** Where its log can be read. */
    abstract String place();

    /** Ends Keycloak and waits for that. */
    @Override
    public abstract void close();

    ProcessHandle handle() {
        throw CannotRun.inDocker("a test that looks at Keycloak's process", "a container's is none of this machine's");
    }

    void kill() {
        throw CannotRun.inDocker("a test that kills Keycloak", "only processes are killed so far");
    }

    void terminate() {
        throw CannotRun.inDocker("a test that terminates Keycloak", "only processes are signalled so far");
    }

    /** Waits for status 200 of the health endpoint: the main port answers "Bootstrap in progress" before that. */
    void awaitReady(URI health) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
        Instant deadline = Instant.now().plus(READY);
        while (!answersOk(client, request)) {
            end().ifPresent(how -> {
                throw failed(how);
            });
            if (Instant.now().isAfter(deadline)) {
                IllegalStateException late = failed("was not ready after " + READY);
                close();
                throw late;
            }
            pause();
        }
    }

    IllegalStateException failed(String how) {
        List<String> lines = log().lines().toList();
        String tail = String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        return new IllegalStateException("Keycloak " + how + "; the end of " + place() + ":\n" + tail);
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

    static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
