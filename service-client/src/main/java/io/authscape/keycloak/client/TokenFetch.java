package io.authscape.keycloak.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Gets a token in as many requests as it takes, and tells the listener. Blocks its thread all the while. */
final class TokenFetch {

    private static final Logger LOG = System.getLogger(TokenFetch.class.getPackageName());

    private final TokenRequest request;
    private final Retry retry;
    private final Pause pause;
    private final TokenListener listener;
    private final RandomGenerator random;

    /** How to wait: a test doesn't. */
    interface Pause {
        void take(Duration duration) throws InterruptedException;
    }

    TokenFetch(TokenRequest request, Retry retry, Pause pause, TokenListener listener, RandomGenerator random) {
        this.request = request;
        this.retry = retry;
        this.pause = pause;
        this.listener = listener;
        this.random = random;
    }

    /** @param passing told of each request that failed and may be repeated, before the pause */
    AccessToken token(List<String> scopes, Runnable passing) throws InterruptedException {
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try {
                AccessToken token = request.send(scopes);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                int attempts = attempt;
                tell(heard -> heard.granted(scopes, took, attempts));
                return token;
            } catch (PassingTrouble trouble) {
                passing.run();
                pauseAfter(trouble, attempt, scopes);
            } catch (TokenException refusal) {
                throw told(refusal, scopes);
            }
        }
    }

    private void pauseAfter(PassingTrouble trouble, int attempt, List<String> scopes) throws InterruptedException {
        Duration own = retry.pause(attempt, random);
        // A server that asks for less, or for none at all, would get all attempts in no time.
        Duration length =
                trouble.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
        if (attempt >= retry.attempts()) {
            throw told(new TokenUnavailableException(trouble.getMessage(), attempt, trouble), scopes);
        }
        if (length.compareTo(retry.longestPause()) > 0) {
            String asks = trouble.getMessage() + ", and asks to come back in " + length.toSeconds() + " s";
            throw told(new TokenUnavailableException(asks, attempt, trouble), scopes);
        }
        tell(heard -> heard.retrying(scopes, attempt, length, trouble.getMessage()));
        LOG.log(Level.DEBUG, "token request {0} failed, next in {1}: {2}", attempt, length, trouble.getMessage());
        pause.take(length);
    }

    private TokenException told(TokenException trouble, List<String> scopes) {
        tell(heard -> heard.failed(scopes, trouble));
        return trouble;
    }

    private void tell(Consumer<TokenListener> news) {
        try {
            news.accept(listener);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the token listener failed", e);
        }
    }
}
