package io.authscape.keycloak.client;

import io.authscape.keycloak.client.FakeServer.Reply;
import io.authscape.keycloak.client.FakeServer.Request;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** A token server whose answers a test makes up, a clock that a test moves, and an authenticator that was built for both. */
abstract class WithTokenServer {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    final TestClock clock = new TestClock();
    final AtomicInteger number = new AtomicInteger();
    final FakeServer server = new FakeServer(this::next);
    final ServiceAuthenticator authenticator = builder().build();

    final ServiceAuthenticatorBuilder builder() {
        return ServiceAuthenticator.builder()
                .tokenEndpoint(server.url() + "/connect/token")
                .clientId("service")
                .clientSecret(() -> "s3cret")
                .scopes("api1")
                .clock(clock)
                .ticker(clock::ticks)
                .retry(Retry.NEVER);
    }

    final Reply next(Request request) {
        return Reply.token("token-" + number.incrementAndGet(), 3600);
    }

    @AfterEach
    final void stop() {
        authenticator.close();
        server.close();
    }

    static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
