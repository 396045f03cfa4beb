package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.authscape.keycloak.client.FakeServer.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a token is renewed, by how many requests, and what is given out meanwhile. */
class TokenRenewalTest extends WithTokenServer {

    @Test
    void aCrowdWithoutATokenSendsOneRequest() throws Exception {
        List<AccessToken> tokens = Crowd.of(1000, authenticator::getToken);

        assertThat(new HashSet<>(tokens)).hasSize(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aTokenInItsLastMarginIsNotGivenOut() throws Exception {
        authenticator.getToken();
        clock.pass(Duration.ofMinutes(59));

        List<AccessToken> tokens = Crowd.of(100, authenticator::getToken);

        assertThat(tokens).extracting(AccessToken::value).containsOnly("token-2");
        assertThat(server.requests()).hasSize(2);
    }

    /** He found the old token stale, and until he comes to ask, another thread has got the new one. */
    @Test
    void whoComesLateToARenewalTakesItsToken() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<Thread> late = new AtomicReference<>();
        AtomicInteger looks = new AtomicInteger();
        try (ServiceAuthenticator slow = builder()
                .clock(() -> {
                    // He looks twice before he asks.
                    if (Thread.currentThread() == late.get() && looks.incrementAndGet() == 2) {
                        looked.countDown();
                        awaitLatch(goOn);
                    }
                    return clock.instant();
                })
                .build()) {
            slow.getToken();
            clock.pass(Duration.ofHours(1));
            CompletableFuture<AccessToken> got = new CompletableFuture<>();
            Thread thread = new Thread(() -> got.complete(slow.getToken()));
            late.set(thread);
            thread.start();
            looked.await();

            assertThat(slow.getToken().value()).isEqualTo("token-2");
            goOn.countDown();

            assertThat(got.get(60, TimeUnit.SECONDS).value()).isEqualTo("token-2");
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void beforeThatItIsRenewedWhileItStillServes() {
        CountDownLatch answer = new CountDownLatch(1);
        authenticator.getToken();
        server.answer(request -> {
            awaitLatch(answer);
            return next(request);
        });
        clock.pass(Duration.ofMinutes(58));

        assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        answer.countDown();
        await().atMost(PATIENCE).until(() -> authenticator.getToken().value().equals("token-2"));
        assertThat(server.requests()).hasSize(2);
    }

    /** By the real clock, with nobody at the door when the time comes. */
    @Test
    void theTimerRenewsWhatWasAskedFor() {
        server.answer(request -> Reply.token("token-" + number.incrementAndGet(), 2));
        AtomicInteger granted = new AtomicInteger();
        try (ServiceAuthenticator real = builder()
                .clock(Clock.systemUTC())
                .listener(new TokenListener() {
                    @Override
                    public void granted(List<String> scopes, Duration took, int attempts) {
                        granted.incrementAndGet();
                    }
                })
                .build()) {
            real.getToken();
            real.getToken();
            await().atMost(PATIENCE).until(() -> granted.get() == 2);
        }
    }

    @Test
    void whileTheServerIsAwayTheOldTokenServesToItsEnd() {
        AtomicReference<TokenException> trouble = new AtomicReference<>();
        try (ServiceAuthenticator patient = builder()
                .listener(new TokenListener() {
                    @Override
                    public void failed(List<String> scopes, TokenException failure) {
                        trouble.set(failure);
                    }
                })
                .build()) {
            patient.getToken();
            server.answer(request -> Reply.unavailable());
            clock.pass(Duration.ofMinutes(59).plusSeconds(30));

            assertThat(patient.getToken().value()).isEqualTo("token-1");
            // The token is handed out before the trouble is told.
            await().atMost(PATIENCE).until(() -> trouble.get() instanceof TokenUnavailableException);

            clock.pass(Duration.ofMinutes(1));
            assertThat(catchThrowableOfType(TokenUnavailableException.class, patient::getToken))
                    .hasMessageContaining("/connect/token answered 503");
        }
    }

    /** By the pauses of every service: whoever asks waits for the first of five attempts at most. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLiveTokenServesWhileTheRequestIsRepeated(boolean theServerComesBack) {
        List<Integer> repeated = new CopyOnWriteArrayList<>();
        CountDownLatch goOn = new CountDownLatch(1);
        try (ServiceAuthenticator patient = builder()
                .retry(Retry.DEFAULT)
                .timeout(Duration.ofMinutes(5))
                .listener(new TokenListener() {
                    @Override
                    public void retrying(List<String> scopes, int attempt, Duration pause, String trouble) {
                        repeated.add(attempt);
                    }
                })
                .build()) {
            patient.getToken();
            server.answer(request -> {
                if (server.requests().size() == 2) {
                    return Reply.unavailable();
                }
                awaitLatch(goOn);
                return theServerComesBack ? next(request) : Reply.error(401, "invalid_client", "no");
            });
            clock.pass(Duration.ofMinutes(59).plusSeconds(30));

            CompletableFuture<AccessToken> waiting = patient.getTokenAsync();
            assertThat(waiting)
                    .succeedsWithin(PATIENCE)
                    .extracting(AccessToken::value)
                    .isEqualTo("token-1");
            // The second attempt hangs; the one flight goes on.
            await().atMost(PATIENCE).until(() -> server.requests().size() == 3);
            assertThat(patient.getTokenAsync())
                    .succeedsWithin(PATIENCE)
                    .extracting(AccessToken::value)
                    .isEqualTo("token-1");
            assertThat(repeated).containsExactly(1);

            // At its end it serves no more, whatever the flight is at.
            clock.pass(Duration.ofSeconds(30));
            CompletableFuture<AccessToken> late = patient.getTokenAsync();
            assertThat(late).isNotDone();
            goOn.countDown();
            if (theServerComesBack) {
                assertThat(late)
                        .succeedsWithin(PATIENCE)
                        .extracting(AccessToken::value)
                        .isEqualTo("token-2");
            } else {
                assertThat(late)
                        .failsWithin(PATIENCE)
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(TokenRefusedException.class);
            }
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void aRefusalIsNotRepeatedForASecond() {
        server.answer(request -> Reply.error(401, "invalid_client", "no"));
        assertThatExceptionOfType(TokenRefusedException.class).isThrownBy(authenticator::getToken);
        TokenRefusedException again = catchThrowableOfType(TokenRefusedException.class, authenticator::getToken);
        assertThat(server.requests()).hasSize(1);
        // Not the stack of the thread that asked first.
        assertThat(again.getStackTrace()[0].getClassName()).endsWith("TokenRefusedException");
        assertThat(again.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("aRefusalIsNotRepeatedForASecond"));

        clock.pass(Duration.ofSeconds(1));
        server.answer(this::next);
        assertThat(authenticator.getToken().value()).isEqualTo("token-1");
    }
}
