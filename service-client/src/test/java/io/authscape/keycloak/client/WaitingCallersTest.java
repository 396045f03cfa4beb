package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.authscape.keycloak.client.FakeServer.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who waits for a token, and what he does to the others who do. */
class WaitingCallersTest extends WithTokenServer {

    @Test
    void whoIsInterruptedLeavesAndTheOthersGetTheToken() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        server.answer(request -> {
            awaitLatch(answer);
            return next(request);
        });
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            assertThatExceptionOfType(TokenInterruptedException.class).isThrownBy(authenticator::getToken);
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        CompletableFuture<AccessToken> cancelled = authenticator.getTokenAsync();
        CompletableFuture<AccessToken> other = authenticator.getTokenAsync();
        waiting.interrupt();
        cancelled.cancel(true);

        assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(other).isNotDone();
        answer.countDown();
        assertThat(other.get(60, TimeUnit.SECONDS).value()).isEqualTo("token-1");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401})
    void aCallbackThatTakesItsTimeDelaysNobodyElse(int status) {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.answer(request -> {
            awaitLatch(answer);
            return status == 200 ? next(request) : Reply.error(status, "invalid_client", "no");
        });
        // The last to come is the first to be told.
        CompletableFuture<AccessToken> other = authenticator.getTokenAsync();
        CompletableFuture<?> slow = authenticator.getTokenAsync().handle((token, trouble) -> {
            awaitLatch(end);
            return token;
        });
        answer.countDown();

        await().atMost(Duration.ofSeconds(30)).until(other::isDone);
        assertThat(slow).isNotDone();
        end.countDown();
    }

    @Test
    void theAsyncTwinFailsInTheSameWay() {
        server.answer(request -> Reply.error(400, "invalid_scope", "The specified 'scope' is invalid."));

        assertThat(authenticator.getTokenAsync(List.of("nonsense")))
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(TokenRefusedException.class);
    }

    @Test
    void whoWaitsWhenItIsClosedHearsOfIt() {
        CountDownLatch answer = new CountDownLatch(1);
        server.answer(request -> {
            awaitLatch(answer);
            return next(request);
        });
        CompletableFuture<AccessToken> waiting = authenticator.getTokenAsync();
        await().atMost(PATIENCE).until(() -> !server.requests().isEmpty());

        authenticator.close();

        assertThat(waiting)
                .failsWithin(PATIENCE)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("closed");
        assertThat(catchThrowableOfType(TokenConfigurationException.class, authenticator::getToken))
                .hasMessageContaining("closed");
        assertThat(catchThrowableOfType(
                        TokenConfigurationException.class, () -> authenticator.getToken(List.of("unseen"))))
                .hasMessageContaining("closed");
        answer.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"granted", "failed"})
    void aListenerThatFailsDisturbsNothing(String which) {
        server.answer(which.equals("granted") ? this::next : request -> Reply.error(401, "invalid_client", ""));
        try (ServiceAuthenticator heard = builder()
                .listener(new TokenListener() {
                    @Override
                    public void granted(List<String> scopes, Duration took, int attempts) {
                        throw new IllegalStateException("metrics are down");
                    }

                    @Override
                    public void failed(List<String> scopes, TokenException trouble) {
                        throw new IllegalStateException("metrics are down");
                    }
                })
                .build()) {
            if (which.equals("granted")) {
                assertThat(heard.getToken().value()).isEqualTo("token-1");
            } else {
                assertThat(catchThrowableOfType(TokenRefusedException.class, heard::getToken))
                        .isNotNull();
            }
        }
    }
}
