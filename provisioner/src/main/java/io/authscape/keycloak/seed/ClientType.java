package io.authscape.keycloak.seed;

/** OpenIddict's client types. */
public enum ClientType {
    /** Proves who it is, by a secret or a key. What a seed means if it says nothing. */
    CONFIDENTIAL,
    /** Runs where no secret is safe: a browser, a phone. */
    PUBLIC
}
