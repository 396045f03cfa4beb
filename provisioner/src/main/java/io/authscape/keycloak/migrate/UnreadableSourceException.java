package io.authscape.keycloak.migrate;

/** Why what is to be imported can't be read, in words for people; never holds a password. */
public final class UnreadableSourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Kind {
        /** It was asked for in a way that can't work. */
        USAGE,
        /** What was read isn't what was expected. */
        CONTENT,
        /** The database doesn't answer. */
        UNREACHABLE,
        /** The database doesn't let us in, or not far enough. */
        NOT_ALLOWED,
        /** The database wants a password, and none was given. */
        PASSWORD_MISSING
    }

    private final Kind kind;

    UnreadableSourceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static UnreadableSourceException content(String message) {
        return new UnreadableSourceException(Kind.CONTENT, message);
    }

    public Kind kind() {
        return kind;
    }
}
