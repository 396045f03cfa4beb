package io.authscape.keycloak.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Services that ask for tokens all the time: half of them with the secret that they find in the store at that moment, the
 * others with the one that they found there some requests ago.
 */
final class TokenLoad implements AutoCloseable {

    private static final int SERVICES = 4;
    /** Longer than the store takes to get its new secret. */
    private static final int REQUESTS_BETWEEN_LOOKS = 15;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService services = Executors.newFixedThreadPool(SERVICES);
    private final URI endpoint;
    private final String clientId;
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger unreachable = new AtomicInteger();
    private final List<String> refusals = new ArrayList<>();
    private final ConcurrentHashMap<String, Boolean> secrets = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    TokenLoad(URI endpoint, String clientId) {
        this.endpoint = endpoint;
        this.clientId = clientId;
    }

    void start(Supplier<String> store) {
        for (int service = 0; service < SERVICES; service++) {
            int requests = service % 2 == 0 ? 1 : REQUESTS_BETWEEN_LOOKS;
            services.execute(() -> {
                while (!stopped) {
                    String secret = store.get();
                    for (int request = 0; request < requests && !stopped; request++) {
                        ask(secret);
                    }
                }
            });
        }
    }

    /** The status of one request. */
    int once(String secret) throws IOException, InterruptedException {
        String form =
                "grant_type=client_credentials&client_id=" + encoded(clientId) + "&client_secret=" + encoded(secret);
        return http.send(
                        HttpRequest.newBuilder(endpoint)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private void ask(String secret) {
        try {
            int status = once(secret);
            if (status == 200) {
                granted.incrementAndGet();
                secrets.put(secret, true);
            } else {
                synchronized (refusals) {
                    refusals.add(Integer.toString(status));
                }
            }
        } catch (IOException e) {
            unreachable.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int granted() {
        return granted.get();
    }

    /** Requests that found no server. */
    int unreachable() {
        return unreachable.get();
    }

    /** The statuses of the requests that were refused. */
    List<String> refusals() {
        synchronized (refusals) {
            return List.copyOf(refusals);
        }
    }

    /** With how many different secrets tokens were got. */
    int secretsUsed() {
        return secrets.size();
    }

    /** Waits until so many more tokens were got; that a server restarts meanwhile is no reason to give up. */
    void awaitMore(int tokens) throws InterruptedException {
        int goal = granted.get() + tokens;
        Instant deadline = Instant.now().plus(Duration.ofMinutes(5));
        while (granted.get() < goal && !stopped) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("only " + granted + " tokens of " + goal + "; refused: " + refusals()
                        + "; unreachable: " + unreachable);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Override
    public void close() {
        stop();
    }

    /** Waits until the last answer has come. */
    void stop() {
        stopped = true;
        services.shutdown();
        try {
            services.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
