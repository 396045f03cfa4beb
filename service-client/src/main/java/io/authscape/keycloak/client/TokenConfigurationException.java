package io.authscape.keycloak.client;

/** What was configured is no token endpoint or no issuer. Asking again helps only after it was changed. */
public final class TokenConfigurationException extends TokenException {

    private static final long serialVersionUID = 1;

    TokenConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    TokenException forThisThread() {
        return new TokenConfigurationException(getMessage(), this);
    }
}
