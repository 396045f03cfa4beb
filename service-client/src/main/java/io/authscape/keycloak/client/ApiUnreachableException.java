package io.authscape.keycloak.client;

/**
 * There was no whole answer: no connection, a reset, a timeout, or an interrupt (then the thread is still interrupted).
 * Whether the API did what it was asked for isn't known.
 */
public final class ApiUnreachableException extends ApiException {

    private static final long serialVersionUID = 1;

    ApiUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
