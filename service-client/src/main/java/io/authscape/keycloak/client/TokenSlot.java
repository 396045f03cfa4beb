package io.authscape.keycloak.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The token for one set of scopes: kept while it is good, and renewed by one request at a time, whoever else asks
 * meanwhile. No lock is held while anybody waits.
 */
final class TokenSlot {

    private static final Logger LOG = System.getLogger(TokenSlot.class.getPackageName());

    private final List<String> scopes;
    private final TokenFetch fetch;
    private final Workers workers;
    private final InstantSource clock;
    private final Duration pauseAfterFailure;

    private final AtomicReference<AccessToken> token = new AtomicReference<>();
    private final AtomicReference<CompletableFuture<AccessToken>> flight = new AtomicReference<>();
    private volatile Failure failure;
    /** Since the token came: a token that nobody asks for is not renewed. */
    private volatile boolean asked;

    /** Until when, in milliseconds, it answers in place of the server. */
    private record Failure(TokenException trouble, long until) {}

    TokenSlot(List<String> scopes, TokenFetch fetch, Workers workers, InstantSource clock, Duration pauseAfterFailure) {
        this.scopes = scopes;
        this.fetch = fetch;
        this.workers = workers;
        this.clock = clock;
        this.pauseAfterFailure = pauseAfterFailure;
    }

    /** The token that is here, or {@code null} if one has to be waited for. */
    AccessToken ready() {
        AccessToken held = token.get();
        if (held == null) {
            return null;
        }
        if (!asked) {
            asked = true;
        }
        long now = clock.millis();
        if (now < held.renewAt()) {
            return held;
        }
        if (now < held.staleAt()) {
            // The timer did it, unless the machine slept or the first try failed.
            CompletableFuture<AccessToken> unused = renew();
            return held;
        }
        return null;
    }

    /** The token, when it comes. Who gets this future shares it with others and must not complete it. */
    CompletableFuture<AccessToken> awaited() {
        AccessToken held = ready();
        return held == null ? renew() : CompletableFuture.completedFuture(held);
    }

    /**
     * Forgets a token that an API refused.
     *
     * @return whether it is worth asking for another: not if that one has only just come, for then the API would refuse
     *     the next one as well, and each call would cost a token
     */
    boolean forget(AccessToken refused) {
        if (clock.millis() - refused.gotAt() < pauseAfterFailure.toMillis()) {
            return false;
        }
        token.compareAndSet(refused, null);
        return true;
    }

    void close(TokenException end) {
        CompletableFuture<AccessToken> running = flight.getAndSet(CompletableFuture.failedFuture(end));
        if (running != null) {
            running.completeExceptionally(end);
        }
    }

    private CompletableFuture<AccessToken> renew() {
        CompletableFuture<AccessToken> own = new CompletableFuture<>();
        CompletableFuture<AccessToken> running = flight.compareAndExchange(null, own);
        if (running != null) {
            return running;
        }
        AccessToken held = token.get();
        long now = clock.millis();
        Failure last = failure;
        if (held != null && now < held.renewAt()) {
            // Another request ended between our look at the old token and here.
            land(own, held, null);
        } else if (last != null && now < last.until()) {
            land(own, null, last.trouble());
        } else {
            launch(own);
        }
        return own;
    }

    private void launch(CompletableFuture<AccessToken> own) {
        try {
            workers.execute(() -> fly(own));
        } catch (RejectedExecutionException closed) {
            land(own, null, new TokenConfigurationException("the authenticator is closed", closed));
        }
    }

    private void fly(CompletableFuture<AccessToken> own) {
        try {
            AccessToken fresh = fetch.token(scopes);
            asked = false;
            failure = null;
            token.set(fresh);
            renewInTime(fresh);
            land(own, fresh, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            land(own, null, new TokenInterruptedException(e));
        } catch (TokenException trouble) {
            LOG.log(Level.WARNING, "{0} (scopes: {1})", trouble.getMessage(), String.join(" ", scopes));
            failure = new Failure(trouble, clock.millis() + pauseAfterFailure.toMillis());
            land(own, null, trouble);
        } catch (Throwable bug) {
            // Whoever waits must hear of it, or would wait for ever.
            land(own, null, bug);
        }
    }

    private void renewInTime(AccessToken fresh) {
        long delay = fresh.renewAt() - clock.millis();
        if (delay > 0) {
            workers.after(Duration.ofMillis(delay), () -> renewIfAskedFor(fresh));
        }
    }

    private void renewIfAskedFor(AccessToken due) {
        if (clock.millis() < due.renewAt()) {
            // The timer's clock is another one, and was ahead.
            renewInTime(due);
        } else if (asked && token.get() == due) {
            CompletableFuture<AccessToken> unused = renew();
        }
    }

    /** The next request may start before anybody hears the outcome of this one: it finds the new token. */
    private void land(CompletableFuture<AccessToken> own, AccessToken outcome, Throwable trouble) {
        flight.compareAndSet(own, null);
        AccessToken held = token.get();
        if (trouble == null) {
            own.complete(outcome);
        } else if (trouble instanceof TokenUnavailableException && held != null && clock.millis() < held.deadAt()) {
            own.complete(held);
        } else {
            own.completeExceptionally(trouble);
        }
    }
}
