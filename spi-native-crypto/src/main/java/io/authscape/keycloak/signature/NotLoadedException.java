package io.authscape.keycloak.signature;

/** Native signing can't be had on this machine. The message completes "the JDK signs, because …". */
final class NotLoadedException extends Exception {

    NotLoadedException(String message) {
        super(message);
    }

    NotLoadedException(String message, Throwable cause) {
        super(message, cause);
    }
}
