package io.authscape.keycloak.client;

/** The thread was interrupted, and still is, while it waited for a token. Others who wait for the same one still get it. */
public final class TokenInterruptedException extends TokenException {

    private static final long serialVersionUID = 1;

    TokenInterruptedException(Throwable cause) {
        super("interrupted while waiting for a token", cause);
    }

    @Override
    TokenException forThisThread() {
        return new TokenInterruptedException(this);
    }
}
