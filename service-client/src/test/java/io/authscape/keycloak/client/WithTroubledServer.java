package io.authscape.keycloak.client;

import io.authscape.keycloak.client.FakeServer.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;

/** A token server whose answers a test makes up, and a count of the attempts and pauses that they cost. */
abstract class WithTroubledServer {

    static final String SECRET = "s3cret-of-nobody";
    static final Retry QUICK = new Retry(4, Duration.ofMillis(2), Duration.ofMillis(500));

    final FakeServer server = new FakeServer(request -> Reply.token("token-1", 3600));
    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    final AtomicInteger attempts = new AtomicInteger();

    final ServiceAuthenticatorBuilder builder() {
        return ServiceAuthenticator.builder()
                .tokenEndpoint(server.url() + "/connect/token")
                .clientId("service")
                .clientSecret(() -> SECRET)
                .retry(QUICK)
                .listener(new TokenListener() {
                    @Override
                    public void retrying(List<String> scopes, int attempt, Duration pause, String trouble) {
                        pauses.add(pause);
                    }

                    @Override
                    public void granted(List<String> scopes, Duration took, int needed) {
                        attempts.set(needed);
                    }
                });
    }

    @AfterEach
    final void stop() {
        server.close();
    }
}
