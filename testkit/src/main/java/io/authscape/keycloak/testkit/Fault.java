package io.authscape.keycloak.testkit;

/** What a {@link FaultProxy} does to a request. */
public enum Fault {
    /** The connection is reset before the server hears of the request. */
    RESET_BEFORE,
    /** The server does its work, and then the connection is reset: nobody hears of it. */
    RESET_AFTER,
    /** The server answers, and the connection ends in the middle of its answer. */
    DROP_IN_BODY,
    /** The server answers, and in the middle of its answer nothing more comes, while the connection stands. */
    STALL_IN_BODY,
    /** A status of 503 in the server's stead. */
    UNAVAILABLE,
    /** A status of 429 in the server's stead, with a {@code Retry-After} of one second. */
    TOO_MANY,
    /** A status of 504 after the server has done its work. */
    TIMEOUT_AFTER,
    /** A status of 401 in the server's stead, as for a token that has expired on its way. */
    TOKEN_EXPIRED,
    /** The answer comes late, but whole. */
    DELAY
}
