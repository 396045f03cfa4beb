package io.authscape.keycloak.cli;

/** The server isn't there, or not yet: {@link Waiting} may try again. */
final class NotYetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotYetException(String message) {
        super(message);
    }
}
