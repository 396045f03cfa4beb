package io.authscape.keycloak.client;

import java.time.Duration;
import java.util.Optional;

/** The API answered with another status than 2xx. */
public final class ApiStatusException extends ApiException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final transient BearerChallenge challenge;
    private final transient Optional<Duration> retryAfter;
    private final String body;

    ApiStatusException(String call, int status, BearerChallenge challenge, Optional<Duration> retryAfter, String body) {
        super(call + " was answered " + status + (challenge.toString().isEmpty() ? "" : " (" + challenge + ")"), null);
        this.status = status;
        this.challenge = challenge;
        this.retryAfter = retryAfter;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** What the API says against the token; of empty texts if it says nothing. */
    public BearerChallenge challenge() {
        return challenge == null ? BearerChallenge.NONE : challenge;
    }

    /** How long the API asks to wait. */
    public Optional<Duration> retryAfter() {
        return retryAfter == null ? Optional.empty() : retryAfter;
    }

    /** The answer's body, as text. It is in no message: nobody knows what an API writes there. */
    public String body() {
        return body;
    }
}
