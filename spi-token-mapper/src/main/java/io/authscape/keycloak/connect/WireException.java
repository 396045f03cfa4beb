package io.authscape.keycloak.connect;

/** A request that ends with a {@link WireRefusal}. */
final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient WireRefusal refusal;

    WireException(WireError error) {
        this(error.refusal());
    }

    WireException(WireRefusal refusal) {
        super(refusal.description(), null, false, false);
        this.refusal = refusal;
    }

    WireRefusal refusal() {
        return refusal;
    }
}
