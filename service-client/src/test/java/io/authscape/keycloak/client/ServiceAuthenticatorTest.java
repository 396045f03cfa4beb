package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.authscape.keycloak.client.FakeServer.Reply;
import io.authscape.keycloak.client.FakeServer.Request;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a token is kept, renewed and waited for. */
class ServiceAuthenticatorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestClock clock = new TestClock();
    private final AtomicInteger number = new AtomicInteger();
    private final FakeServer server = new FakeServer(this::next);
    private final ServiceAuthenticator authenticator = builder().build();

    private ServiceAuthenticatorBuilder builder() {
        return ServiceAuthenticator.builder()
                .tokenEndpoint(server.url() + "/connect/token")
                .clientId("service")
                .clientSecret(() -> "s3cret")
                .scopes("api1")
                .clock(clock)
                .ticker(clock::ticks)
                .retry(Retry.NEVER);
    }

    private Reply next(Request request) {
        return Reply.token("token-" + number.incrementAndGet(), 3600);
    }

    @AfterEach
    void stop() {
        authenticator.close();
        server.close();
    }

    @Test
    void aTokenIsAskedForOnceAsAuthScapesServicesAskForIt() {
        assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        assertThat(authenticator.getToken().value()).isEqualTo("token-1");

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/connect/token");
            assertThat(request.body())
                    .isEqualTo("grant_type=client_credentials&client_id=service&client_secret=s3cret&scope=api1");
        });
    }

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
    void eachSetOfScopesHasItsToken() {
        AccessToken one = authenticator.getToken();
        AccessToken two = authenticator.getToken(List.of("api2", "api1"));

        assertThat(authenticator.getToken(List.of("api1"))).isSameAs(one);
        assertThat(authenticator.getToken(List.of("api1", "api2"))).isSameAs(two);
        assertThat(authenticator.getToken(List.of())).isNotSameAs(one);
        assertThat(server.requests())
                .extracting(request -> request.parameter("scope"))
                .containsExactly("api1", "api2 api1", null);
    }

    @Test
    void tokensThatLiveForSecondsAreKept() {
        server.answer(request -> Reply.token("token-" + number.incrementAndGet(), 5));
        authenticator.getToken();
        clock.pass(Duration.ofSeconds(3));
        assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        clock.pass(Duration.ofMillis(1500));
        assertThat(authenticator.getToken().value()).isEqualTo("token-2");
    }

    @Test
    void aTokenWithoutALifetimeServesThoseWhoWaitedForIt() {
        server.answer(request -> Reply.json(
                200, "{\"access_token\":\"token-" + number.incrementAndGet() + "\",\"token_type\":\"bearer\"}"));

        assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        assertThat(authenticator.getToken().value()).isEqualTo("token-2");
    }

    @Test
    void grantedScopesAreThoseOfTheAnswer() {
        server.answer(request -> Reply.json(
                200,
                "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":60,\"scope\":\"api1 profile\"}"));

        assertThat(authenticator.getToken().scopes()).containsExactly("api1", "profile");
        assertThat(authenticator.getToken(List.of("other")).scopes()).containsExactly("api1", "profile");
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

    @Test
    void aTokenThatAnApiRefusesIsReplacedButNotAtOnceAgain() {
        AccessToken first = authenticator.getToken();
        assertThat(authenticator.forget(first, List.of("api1"))).isFalse();
        assertThat(authenticator.getToken()).isSameAs(first);

        clock.pass(Duration.ofSeconds(2));
        assertThat(authenticator.forget(first, List.of("api1"))).isTrue();
        AccessToken second = authenticator.getToken();
        assertThat(second.value()).isEqualTo("token-2");

        // Who comes late with the first one doesn't cost the second.
        assertThat(authenticator.forget(first, List.of("api1"))).isTrue();
        assertThat(authenticator.getToken()).isSameAs(second);
    }

    @Test
    void aBuilderThatIsUsedAgainChangesNothing() {
        ServiceAuthenticatorBuilder used = builder();
        try (ServiceAuthenticator built = used.build()) {
            String before = built.toString();
            used.scopes("other")
                    .clientId("another")
                    .tokenEndpoint("https://id.example.com/connect/token")
                    .clock(new TestClock())
                    .pauseAfterFailure(Duration.ofHours(1));

            assertThat(built.scopes()).containsExactly("api1");
            assertThat(built).hasToString(before);
            // What is made later on is made of the same.
            List<String> scopes = List.of("api2");
            server.answer(request -> Reply.error(401, "invalid_client", "no"));
            assertThatExceptionOfType(TokenRefusedException.class).isThrownBy(() -> built.getToken(scopes));
            clock.pass(Duration.ofSeconds(1));
            server.answer(this::next);
            assertThat(built.getToken(scopes).value()).isEqualTo("token-1");
            clock.pass(Duration.ofMinutes(59));
            assertThat(built.getToken(scopes).value()).isEqualTo("token-2");
        }
    }

    @Test
    void aClockThatStepsBackLengthensNoPause() {
        try (ServiceAuthenticator hasty =
                builder().pauseAfterFailure(Duration.ZERO).build()) {
            server.answer(request -> Reply.error(401, "invalid_client", "no"));
            assertThatExceptionOfType(TokenRefusedException.class).isThrownBy(hasty::getToken);
            clock.stepBack(Duration.ofHours(1));
            server.answer(this::next);

            AccessToken first = hasty.getToken();
            assertThat(first.value()).isEqualTo("token-1");
            clock.stepBack(Duration.ofHours(1));
            assertThat(hasty.forget(first, List.of("api1"))).isTrue();
            assertThat(hasty.getToken().value()).isEqualTo("token-2");
        }
    }

    /** Nobody knows how old it is, and the server may count it as dead. */
    @Test
    void aTokenOfTheFutureIsOld() {
        authenticator.getToken();
        clock.stepBack(Duration.ofHours(1));

        assertThat(authenticator.getToken().value()).isEqualTo("token-2");
        assertThat(authenticator.getToken().value()).isEqualTo("token-2");
    }

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

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
