package io.authscape.keycloak.client;

/**
 * An API call came to nothing. The subclasses tell whether the API said so ({@link ApiStatusException}), could not be
 * reached ({@link ApiUnreachableException}), or answered something else than was expected ({@link ApiContentException}).
 * Where there was no token, a {@link TokenException} is thrown instead.
 */
public abstract class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ApiException(String message, Throwable cause) {
        super(message, cause);
    }
}
