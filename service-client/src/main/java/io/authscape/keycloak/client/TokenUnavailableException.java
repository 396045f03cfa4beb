package io.authscape.keycloak.client;

/** No answer, or none of use, from the token endpoint, however often it was asked. Asking again later helps. */
public final class TokenUnavailableException extends TokenException {

    private static final long serialVersionUID = 1;

    private final int attempts;
    private final String trouble;

    TokenUnavailableException(String trouble, int attempts, Throwable cause) {
        super("no token after " + attempts + (attempts == 1 ? " attempt: " : " attempts: ") + trouble, cause);
        this.trouble = trouble;
        this.attempts = attempts;
    }

    /** How many requests were sent. */
    public int attempts() {
        return attempts;
    }

    @Override
    TokenException forThisThread() {
        return new TokenUnavailableException(trouble, attempts, this);
    }
}
