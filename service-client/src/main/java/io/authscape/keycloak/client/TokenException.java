package io.authscape.keycloak.client;

/**
 * There is no token. The subclasses tell whether the server refused ({@link TokenRefusedException}), could not be
 * reached ({@link TokenUnavailableException}), is not what was configured ({@link TokenConfigurationException}), or the
 * waiting thread was interrupted ({@link TokenInterruptedException}).
 */
public abstract class TokenException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TokenException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The same trouble for another thread: with that thread's stack, and this one as its cause. */
    abstract TokenException forThisThread();
}
