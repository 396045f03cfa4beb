package io.authscape.keycloak.extended;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Services that ask for tokens all the time, each over a connection of its own, one request after the other: as many are
 * in flight at most as there are connections. None is repeated by the service.
 */
final class ServiceLoad implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExecutorService services;
    private final Figures figures;
    private final HttpRequest request;
    private final Duration pause;
    private volatile boolean stopped;

    private ServiceLoad(Figures figures, HttpRequest request, Duration pause) {
        this.figures = figures;
        this.request = request;
        this.pause = pause;
        this.services = Executors.newFixedThreadPool(figures.connections());
    }

    /**
     * Starts so many services.
     *
     * @param pause between two requests of a service: the machine may have other work, too, such as to start a node
     */
    static ServiceLoad start(String what, int connections, Duration pause, URI endpoint, String form) {
        ServiceLoad load = new ServiceLoad(
                new Figures(what, connections),
                HttpRequest.newBuilder(endpoint)
                        .timeout(Duration.ofMinutes(2))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                pause);
        for (int service = 0; service < connections; service++) {
            load.services.execute(load::serve);
        }
        return load;
    }

    private void serve() {
        HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
        try {
            while (!stopped) {
                ask(http);
                TimeUnit.MILLISECONDS.sleep(pause.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(HttpClient http) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() == 200 && response.body().contains("\"access_token\"")) {
                figures.granted();
            } else {
                figures.failed(response.statusCode() + " " + error(response.body()));
            }
        } catch (IOException e) {
            figures.failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    /** What a refusal says in its own words; a page of the load balancer's has none. */
    private static String error(String body) {
        try {
            return JSON.readTree(body).path("error").asText("without an error");
        } catch (IOException page) {
            return "no JSON";
        }
    }

    /** Waits until so many more tokens were got; that requests fail meanwhile is no reason to give up. */
    void awaitMore(int tokens) throws InterruptedException {
        await(figures::tokens, figures.tokens() + tokens);
    }

    /** Waits until so many requests have failed. */
    void awaitFailures(int failures) throws InterruptedException {
        await(figures::failed, failures);
    }

    private void await(IntSupplier count, int goal) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(4));
        while (count.getAsInt() < goal) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("only " + count.getAsInt() + " of " + goal + ": " + figures);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** What has happened so far. */
    Figures figures() {
        return figures;
    }

    /** Waits until the last answer has come. */
    Figures stop() throws InterruptedException {
        stopped = true;
        services.shutdown();
        if (!services.awaitTermination(3, TimeUnit.MINUTES)) {
            throw new AssertionError("a request has no answer: " + figures);
        }
        return figures;
    }

    @Override
    public void close() {
        stopped = true;
        services.shutdownNow();
    }
}
