package io.authscape.keycloak.keycloak;

import java.time.Duration;

/** Keycloak didn't do what it was asked for. The message is one sentence for people, without secrets. */
public final class KeycloakFailure extends RuntimeException {

    /** What kind of failure it is, which decides whether going on makes sense. */
    public enum Kind {
        /** No answer: the network, the name, the certificate; or nothing but "not now". */
        UNREACHABLE,
        /** Wrong credentials, or too few rights. */
        NOT_ALLOWED,
        /** The realm doesn't exist, so that whatever else is asked of it is refused, too. */
        NO_REALM,
        /** Keycloak refused this one request. */
        REFUSED
    }

    /** Whether the same request may succeed when it is made again. */
    enum Repeat {
        NEVER,
        /** The token was refused: it may have expired on its way. */
        WITH_NEW_TOKEN,
        LATER
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final Repeat repeat;
    private final Duration notBefore;
    private final boolean conflict;

    KeycloakFailure(Kind kind, String message) {
        this(kind, message, Repeat.NEVER, Duration.ZERO);
    }

    /**
     * @param notBefore how long Keycloak wants to be left alone
     */
    KeycloakFailure(Kind kind, String message, Repeat repeat, Duration notBefore) {
        this(kind, message, repeat, notBefore, false);
    }

    private KeycloakFailure(Kind kind, String message, Repeat repeat, Duration notBefore, boolean conflict) {
        super(message);
        this.kind = kind;
        this.repeat = repeat;
        this.notBefore = notBefore;
        this.conflict = conflict;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether a server that is still starting, or a moment's trouble in the network, could be the reason. */
    public boolean mayPass() {
        return repeat == Repeat.LATER;
    }

    /** Whether what was to be made, or its name, exists already. */
    boolean isConflict() {
        return conflict;
    }

    /** The same failure, because what was to be made, or its name, exists already. */
    KeycloakFailure ofConflict() {
        return new KeycloakFailure(kind, getMessage(), repeat, notBefore, true);
    }

    Repeat repeat() {
        return repeat;
    }

    Duration notBefore() {
        return notBefore;
    }

    /** The same failure, of the last of several tries. */
    KeycloakFailure afterTries(int tries) {
        return new KeycloakFailure(kind, getMessage() + " (tried " + tries + " times)", repeat, notBefore);
    }
}
