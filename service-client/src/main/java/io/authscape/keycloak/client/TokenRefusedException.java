package io.authscape.keycloak.client;

/** The token endpoint refused, in the words of RFC 6749. Asking again helps only after something was changed. */
public final class TokenRefusedException extends TokenException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final String description;

    TokenRefusedException(int status, String code, String description, Throwable cause) {
        super("no token: " + status + " " + code + (description.isEmpty() ? "" : ": " + description), cause);
        this.status = status;
        this.code = code;
        this.description = description;
    }

    public OAuthError error() {
        return OAuthError.of(code);
    }

    /** The {@code error} as the server wrote it. */
    public String code() {
        return code;
    }

    /** The {@code error_description}; empty if there was none. */
    public String description() {
        return description;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    @Override
    TokenException forThisThread() {
        return new TokenRefusedException(status, code, description, this);
    }
}
