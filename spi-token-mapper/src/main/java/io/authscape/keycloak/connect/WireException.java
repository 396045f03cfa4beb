package io.authscape.keycloak.connect;

/** A request that ends with a {@link WireError}. */
final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final WireError error;

    WireException(WireError error) {
        super(error.description(), null, false, false);
        this.error = error;
    }

    WireError error() {
        return error;
    }
}
