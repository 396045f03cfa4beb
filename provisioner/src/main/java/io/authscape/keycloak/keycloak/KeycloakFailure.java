package io.authscape.keycloak.keycloak;

/** Keycloak didn't do what it was asked for. The message is one sentence for people, without secrets. */
public final class KeycloakFailure extends RuntimeException {

    /** What kind of failure it is, which decides whether going on makes sense. */
    public enum Kind {
        /** No answer: the network, the name, the certificate. */
        UNREACHABLE,
        /** Wrong credentials, or too few rights. */
        NOT_ALLOWED,
        /** Keycloak refused this one request. */
        REFUSED
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    KeycloakFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
