package io.authscape.keycloak.client;

/** The API answered 2xx with something that is not what was asked for. */
public final class ApiContentException extends ApiException {

    private static final long serialVersionUID = 1;

    ApiContentException(String message, Throwable cause) {
        super(message, cause);
    }
}
