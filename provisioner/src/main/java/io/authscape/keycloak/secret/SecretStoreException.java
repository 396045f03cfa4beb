package io.authscape.keycloak.secret;

/** A store's reason, in one sentence that says what to do and holds no secret. */
public final class SecretStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What kind of reason it is. */
    public enum Kind {
        /** It doesn't let us in, or doesn't let us do this. */
        DENIED,
        /** It doesn't answer, or not now. */
        UNREACHABLE,
        /** It can't do what it was asked. */
        REFUSED
    }

    /**
     * @param message without a capital letter at its start and a full stop at its end: it becomes part of another
     */
    public SecretStoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
