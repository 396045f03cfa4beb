package io.authscape.keycloak.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
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
    private final Timing timing;

    private final AtomicReference<AccessToken> token = new AtomicReference<>();
    private final AtomicReference<Flight> flight = new AtomicReference<>();
    private volatile Failure failure;
    /** Since the token came: a token that nobody asks for is not renewed. */
    private volatile boolean asked;

    /** The server's last word was none, or that it can't now: what is held serves to its end. */
    private volatile boolean away;

    /** A request with its repetitions. Who waits for it may be served before it is over, and who comes then waits anew. */
    private static final class Flight {

        private volatile CompletableFuture<AccessToken> outcome = new CompletableFuture<>();

        void serve(AccessToken meanwhile) {
            CompletableFuture<AccessToken> waiting = outcome;
            outcome = new CompletableFuture<>();
            waiting.complete(meanwhile);
        }
    }

    /** In ticks. */
    private volatile long cameAt;

    /** For a pause since that tick, it answers in place of the server. */
    private record Failure(TokenException trouble, long at) {}

    TokenSlot(List<String> scopes, TokenFetch fetch, Workers workers, Timing timing) {
        this.scopes = scopes;
        this.fetch = fetch;
        this.workers = workers;
        this.timing = timing;
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
        long now = timing.now();
        if (held.isFresh(now)) {
            return held;
        }
        if (held.isGood(now) || (away && now < held.deadAt())) {
            // The timer did it, unless the machine slept or the first try failed.
            CompletableFuture<AccessToken> unused = renew();
            return held;
        }
        return null;
    }

    /** The token, when it comes. Who gets this future shares it with others and must not complete it. */
    CompletableFuture<AccessToken> awaited() {
        AccessToken held = ready();
        if (held != null) {
            return CompletableFuture.completedFuture(held);
        }
        CompletableFuture<AccessToken> outcome = renew();
        // Trouble may have come between the look and here, and then this is the outcome of the whole request.
        AccessToken bridge = bridge();
        return bridge == null ? outcome : CompletableFuture.completedFuture(bridge);
    }

    /** A token in its last margin while the server is away; {@code null} if there is none, or no need. */
    private AccessToken bridge() {
        AccessToken held = token.get();
        return away && held != null && timing.now() < held.deadAt() ? held : null;
    }

    /**
     * Forgets a token that an API refused.
     *
     * @return whether it is worth asking for another: not if that one has only just come, for then the API would refuse
     *     the next one as well, and each call would cost a token
     */
    boolean forget(AccessToken refused) {
        if (token.get() == refused && timing.isPaused(cameAt)) {
            return false;
        }
        token.compareAndSet(refused, null);
        return true;
    }

    void close(TokenException end) {
        Flight closed = new Flight();
        closed.outcome.completeExceptionally(end);
        Flight running = flight.getAndSet(closed);
        if (running != null) {
            running.outcome.completeExceptionally(end);
        }
    }

    private CompletableFuture<AccessToken> renew() {
        Flight own = new Flight();
        Flight running = flight.compareAndExchange(null, own);
        if (running != null) {
            return running.outcome;
        }
        // Taken now: the flight may serve whoever waits for it and begin another one.
        CompletableFuture<AccessToken> outcome = own.outcome;
        AccessToken held = token.get();
        Failure last = failure;
        if (held != null && held.isFresh(timing.now())) {
            // Another request ended between our look at the old token and here.
            land(own, held, null);
        } else if (last != null && timing.isPaused(last.at())) {
            land(own, null, last.trouble());
        } else {
            launch(own);
        }
        return outcome;
    }

    private void launch(Flight own) {
        try {
            workers.execute(() -> fly(own));
        } catch (RejectedExecutionException closed) {
            land(own, null, new TokenConfigurationException("the authenticator is closed", closed));
        }
    }

    private void fly(Flight own) {
        try {
            AccessToken fresh = fetch.token(scopes, () -> serveMeanwhile(own));
            asked = false;
            away = false;
            failure = null;
            cameAt = timing.tick();
            token.set(fresh);
            renewInTime(fresh);
            land(own, fresh, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            land(own, null, new TokenInterruptedException(e));
        } catch (TokenException trouble) {
            away = trouble instanceof TokenUnavailableException;
            LOG.log(Level.WARNING, "{0} (scopes: {1})", trouble.getMessage(), String.join(" ", scopes));
            failure = new Failure(trouble, timing.tick());
            land(own, null, trouble);
        } catch (Throwable bug) {
            // Whoever waits must hear of it, or would wait for ever.
            land(own, null, bug);
        }
    }

    /** Nobody waits out the pauses of a request while there is a token that counts. */
    private void serveMeanwhile(Flight own) {
        away = true;
        AccessToken bridge = bridge();
        if (bridge != null) {
            own.serve(bridge);
        }
    }

    private void renewInTime(AccessToken fresh) {
        long delay = fresh.renewAt() - timing.now();
        if (delay > 0) {
            workers.after(Duration.ofMillis(delay), () -> renewIfAskedFor(fresh));
        }
    }

    private void renewIfAskedFor(AccessToken due) {
        if (timing.now() < due.renewAt()) {
            // The timer's clock is another one, and was ahead.
            renewInTime(due);
        } else if (asked && token.get() == due) {
            CompletableFuture<AccessToken> unused = renew();
        }
    }

    /** The next request may start before anybody hears the outcome of this one: it finds the new token. */
    private void land(Flight own, AccessToken outcome, Throwable trouble) {
        flight.compareAndSet(own, null);
        AccessToken held = token.get();
        if (trouble == null) {
            own.outcome.complete(outcome);
        } else if (trouble instanceof TokenUnavailableException && held != null && timing.now() < held.deadAt()) {
            own.outcome.complete(held);
        } else {
            own.outcome.completeExceptionally(trouble);
        }
    }
}
