package io.authscape.keycloak.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An access token and how long it counts. Its text is in {@link #value()} alone, never in a log by accident. */
public final class AccessToken {

    private static final Duration LONGEST_MARGIN = Duration.ofSeconds(60);
    /** A tenth: tokens that live less than ten minutes are kept, too. */
    private static final int MARGIN_SHARE = 10;

    private final String value;
    private final List<String> scopes;
    private final long gotAt;
    private final long renewAt;
    private final long staleAt;
    private final long expiresAt;

    /**
     * A token as it came.
     *
     * @param asked when it was asked for, in milliseconds: no server counts its life from earlier on
     * @param lifetime its {@code expires_in}; zero if the server said none
     */
    AccessToken(String value, List<String> scopes, long asked, Duration lifetime) {
        this.value = value;
        this.scopes = List.copyOf(scopes);
        long margin = margin(lifetime).toMillis();
        gotAt = asked;
        expiresAt = asked + lifetime.toMillis();
        staleAt = expiresAt - margin;
        renewAt = staleAt - margin;
    }

    private static Duration margin(Duration lifetime) {
        Duration share = lifetime.dividedBy(MARGIN_SHARE);
        return share.compareTo(LONGEST_MARGIN) < 0 ? share : LONGEST_MARGIN;
    }

    /** What goes after {@code Bearer}. */
    public String value() {
        return value;
    }

    /** The scopes that were granted: those asked for, unless the server said otherwise. */
    public List<String> scopes() {
        return scopes;
    }

    /** When it ends, by this machine's clock. */
    public Instant expiresAt() {
        return Instant.ofEpochMilli(expiresAt);
    }

    /**
     * Whether it needs no renewal.
     *
     * @param now in milliseconds, as are the following. Before the token came, its age is unknown, for somebody has set
     *     the clock: then it is old
     */
    boolean isFresh(long now) {
        return gotAt <= now && now < renewAt;
    }

    /** Whether it is given out without a question. */
    boolean isGood(long now) {
        return gotAt <= now && now < staleAt;
    }

    /** From here on another one is fetched, while this one is still given out: two margins before its end. */
    long renewAt() {
        return renewAt;
    }

    /** From here on it isn't given out, unless the server can't be reached: one margin before its end. */
    long staleAt() {
        return staleAt;
    }

    /** From here on nobody takes it. */
    long deadAt() {
        return expiresAt;
    }

    @Override
    public String toString() {
        return "access token for " + (scopes.isEmpty() ? "no scope" : String.join(" ", scopes)) + " until "
                + expiresAt();
    }
}
