package io.authscape.keycloak.client;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A thread that asks for a token again and again, whatever happens, and keeps what it got. */
final class AskingThread implements AutoCloseable {

    private static final long PAUSE_MILLIS = 100;

    private final ServiceAuthenticator authenticator;
    private final List<Outcome> outcomes = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::ask, "asking");

    /**
     * What one call of {@code getToken} led to.
     *
     * @param token {@code null} if there was none
     * @param trouble {@code null} if there was a token
     * @param after by the clock that tokens end by
     */
    record Outcome(AccessToken token, TokenException trouble, Instant after) {}

    AskingThread(ServiceAuthenticator authenticator) {
        this.authenticator = authenticator;
        thread.setDaemon(true);
        thread.start();
    }

    private void ask() {
        try {
            while (true) {
                outcomes.add(outcome());
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException | TokenInterruptedException end) {
            // Told to.
        }
    }

    private Outcome outcome() {
        try {
            AccessToken token = authenticator.getToken();
            return new Outcome(token, null, Instant.now());
        } catch (TokenInterruptedException end) {
            throw end;
        } catch (TokenException trouble) {
            return new Outcome(null, trouble, Instant.now());
        }
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    /** Those of calls that ended with an exception. */
    List<TokenException> troubles() {
        return outcomes.stream()
                .map(Outcome::trouble)
                .filter(trouble -> trouble != null)
                .toList();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
