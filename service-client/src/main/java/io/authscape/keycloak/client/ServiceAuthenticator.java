package io.authscape.keycloak.client;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Gets access tokens for a service, and keeps each for as long as it is good. One is enough for a whole application, on
 * any number of threads:
 *
 * <pre>{@code
 * ServiceAuthenticator authenticator = ServiceAuthenticator.builder()
 *         .issuer("https://id.example.com/realms/authscape")
 *         .clientId("background-service")
 *         .clientSecret(() -> System.getenv("CLIENT_SECRET"))
 *         .scopes("api1")
 *         .build();
 * String token = authenticator.getToken().value();
 * }</pre>
 *
 * <p>A token is renewed in the background before it ends, if somebody asked for it since it came: two margins before its
 * end, where a margin is 60 seconds or a tenth of its life, whichever is shorter. In its last margin nobody gets it,
 * unless the server can't be reached. However many threads find no token, one request is sent.
 */
public final class ServiceAuthenticator implements AutoCloseable {

    private final String description;
    private final Workers workers;
    private final TokenFetch fetch;
    private final Timing timing;
    private final List<String> scopes;
    private final Set<String> defaultScopes;
    private final TokenSlot ofDefaultScopes;
    private final Map<Set<String>, TokenSlot> ofOtherScopes = new ConcurrentHashMap<>();
    /** The same slots, found without making a set at each call. */
    private final Map<List<String>, TokenSlot> byScopesAsWritten = new ConcurrentHashMap<>();

    /** Keeps nothing of its builder, which may be used again. */
    ServiceAuthenticator(String description, List<String> scopes, TokenFetch fetch, Workers workers, Timing timing) {
        this.description = description;
        this.scopes = scopes;
        this.fetch = fetch;
        this.workers = workers;
        this.timing = timing;
        this.defaultScopes = Set.copyOf(scopes);
        this.ofDefaultScopes = slot(scopes);
    }

    public static ServiceAuthenticatorBuilder builder() {
        return new ServiceAuthenticatorBuilder();
    }

    /**
     * The token for the scopes that this was built with.
     *
     * @throws TokenException if there is none; its subclasses say why
     */
    public AccessToken getToken() {
        AccessToken held = ofDefaultScopes.ready();
        return held != null ? held : await(ofDefaultScopes.awaited());
    }

    /** The same for other scopes. Each set of scopes has a token of its own; its order doesn't matter. */
    public AccessToken getToken(List<String> scopes) {
        TokenSlot slot = slotFor(scopes);
        AccessToken held = slot.ready();
        return held != null ? held : await(slot.awaited());
    }

    /**
     * {@link #getToken()} without a thread that waits. The future is the caller's own: cancelling it disturbs nobody. It
     * completes on {@link CompletableFuture}'s default executor, unless the token is here already.
     */
    public CompletableFuture<AccessToken> getTokenAsync() {
        return ownFuture(ofDefaultScopes);
    }

    /** The same for other scopes. */
    public CompletableFuture<AccessToken> getTokenAsync(List<String> scopes) {
        return ownFuture(slotFor(scopes));
    }

    /**
     * Forgets a token that an API has refused with 401, so that the next call fetches another one.
     *
     * @param scopes those that the token was got for
     * @return whether another token is worth a try: no if this one is as good as new, because then the API would refuse any
     */
    public boolean forget(AccessToken refused, List<String> scopes) {
        return slotFor(scopes).forget(refused);
    }

    /** The scopes that this was built with. */
    public List<String> scopes() {
        return scopes;
    }

    /** Ends the background work; who still waits gets an exception. */
    @Override
    public void close() {
        TokenException end = new TokenConfigurationException("the authenticator is closed", null);
        ofDefaultScopes.close(end);
        ofOtherScopes.values().forEach(slot -> slot.close(end));
        workers.close();
    }

    private static CompletableFuture<AccessToken> ownFuture(TokenSlot slot) {
        CompletableFuture<AccessToken> shared = slot.awaited();
        // On the thread that fetched, what one caller does with its token would keep the others from theirs.
        return shared.isDone() ? shared.copy() : shared.whenCompleteAsync((token, trouble) -> {});
    }

    private TokenSlot slotFor(List<String> scopes) {
        TokenSlot known = byScopesAsWritten.get(scopes);
        if (known != null) {
            return known;
        }
        // The order is kept for the request: the token's audiences stand in it.
        Set<String> key = new LinkedHashSet<>(scopes);
        TokenSlot slot = key.equals(defaultScopes)
                ? ofDefaultScopes
                : ofOtherScopes.computeIfAbsent(Set.copyOf(key), unseen -> slot(List.copyOf(key)));
        byScopesAsWritten.put(List.copyOf(scopes), slot);
        return slot;
    }

    private TokenSlot slot(List<String> scopes) {
        return new TokenSlot(scopes, fetch, workers, timing);
    }

    private static AccessToken await(CompletableFuture<AccessToken> flight) {
        try {
            return flight.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenInterruptedException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TokenException trouble) {
                throw trouble.forThisThread();
            }
            throw new IllegalStateException("the token request failed: " + e.getCause(), e.getCause());
        }
    }

    @Override
    public String toString() {
        return description;
    }
}
