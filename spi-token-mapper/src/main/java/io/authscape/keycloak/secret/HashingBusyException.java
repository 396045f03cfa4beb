package io.authscape.keycloak.secret;

/** There is more to hash than may be hashed now. */
final class HashingBusyException extends Exception {

    private static final long serialVersionUID = 1L;

    HashingBusyException() {
        super("too many client secrets to compare", null, false, false);
    }
}
