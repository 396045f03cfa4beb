package io.authscape.keycloak.extended;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Services that ask for tokens, one after the other each, without a second try, until they are told to stop. */
final class TokenLoad implements AutoCloseable {

    /** Longer than the balancer needs to give a node up. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpRequest request;
    private final AtomicInteger answered = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> services = new ArrayList<>();
    private volatile boolean stopped;

    private TokenLoad(URI endpoint, String form) {
        request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofString(form))
                .build();
    }

    static TokenLoad start(int services, URI endpoint, String form) {
        TokenLoad load = new TokenLoad(endpoint, form);
        for (int i = 0; i < services; i++) {
            Thread service = new Thread(load::ask, "service-" + i);
            load.services.add(service);
            service.start();
        }
        return load;
    }

    private void ask() {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        while (!stopped) {
            try {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    answered.incrementAndGet();
                } else {
                    failures.add(answer.statusCode() + " " + answer.body());
                }
            } catch (IOException e) {
                failures.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Waits for so many more tokens. */
    void awaitTokens(int more) {
        int enough = answered.get() + more;
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (answered.get() < enough) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no " + more + " tokens in three minutes; failed: " + failures);
            }
            pause();
        }
    }

    int answered() {
        return answered.get();
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        stop();
    }

    /** Waits for what is still to be answered. */
    void stop() {
        stopped = true;
        for (Thread service : services) {
            try {
                service.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
