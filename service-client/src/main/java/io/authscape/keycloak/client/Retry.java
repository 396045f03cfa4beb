package io.authscape.keycloak.client;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How long a token request is repeated while the server answers 5xx or 429, or not at all.
 *
 * @param attempts how many requests at most, the first one included
 * @param firstPause at most so long after the first; doubled each time
 * @param longestPause at most so long, whatever was doubled. A server that asks for a longer pause ({@code Retry-After})
 *     isn't waited for: the request fails at once
 */
public record Retry(int attempts, Duration firstPause, Duration longestPause) {

    /**
     * Five requests within some eight seconds. A renewal begins two margins before a token's end and is tried again while
     * the token lives, so a shorter outage than that is noticed by nobody.
     */
    public static final Retry DEFAULT = new Retry(5, Duration.ofMillis(500), Duration.ofSeconds(8));

    /** One request. */
    public static final Retry NEVER = new Retry(1, Duration.ZERO, Duration.ZERO);

    /** Many doublings would overflow; the longest pause is reached long before. */
    private static final int MOST_DOUBLINGS = 20;

    public Retry {
        Objects.requireNonNull(firstPause, "firstPause");
        Objects.requireNonNull(longestPause, "longestPause");
        if (attempts < 1 || firstPause.isNegative() || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "at least one attempt, no negative pause, and the longest not shorter than the first: " + attempts
                            + ", " + firstPause + ", " + longestPause);
        }
    }

    /**
     * Half of it is fixed and half of it chance, so that services which lost their server together don't all come back at
     * the same moment.
     */
    Duration pause(int attempt, RandomGenerator random) {
        Duration doubled = firstPause.multipliedBy(1L << Math.min(attempt - 1, MOST_DOUBLINGS));
        long most = (doubled.compareTo(longestPause) < 0 ? doubled : longestPause).toMillis();
        return Duration.ofMillis(most / 2 + (most < 2 ? 0 : random.nextLong(most / 2 + 1)));
    }
}
