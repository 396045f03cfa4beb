package io.authscape.keycloak.client;

import java.time.Duration;
import java.util.List;

/**
 * Hears of token requests, for metrics: what is served from memory is not told. Called by the thread that fetches, so it
 * should be quick; what it throws is logged and changes nothing.
 */
public interface TokenListener {

    /**
     * A token came.
     *
     * @param took from the first request to the answer, with all pauses
     * @param attempts how many requests that needed
     */
    default void granted(List<String> scopes, Duration took, int attempts) {}

    /**
     * A request failed and is repeated.
     *
     * @param attempt which one failed, from 1 on
     * @param pause how long the next one waits
     * @param trouble what happened, in a few words
     */
    default void retrying(List<String> scopes, int attempt, Duration pause, String trouble) {}

    /** No token came. */
    default void failed(List<String> scopes, TokenException trouble) {}
}
