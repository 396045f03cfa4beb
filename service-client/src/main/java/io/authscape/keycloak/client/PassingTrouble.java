package io.authscape.keycloak.client;

import java.time.Duration;
import java.util.Optional;

/** What keeps a token away now and may be over soon. */
final class PassingTrouble extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Optional<Duration> retryAfter;

    PassingTrouble(String message, Throwable cause) {
        this(message, cause, Optional.empty());
    }

    /** With the pause that the server asks for, if it does. */
    PassingTrouble(String message, Throwable cause, Optional<Duration> retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
