package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.key.SigningKey;
import io.authscape.keycloak.seed.Secret;

/**
 * Who signs in to Keycloak's Admin API. With a {@code username} it is a user (password grant), without one the client
 * itself (client credentials grant). A client without secret and key is public, or known by its TLS certificate.
 *
 * @param realm where the account is, not the realm that is worked on
 * @param clientSecret {@code null} for a client without one
 * @param clientKey what the client signs its assertion with (private_key_jwt); {@code null} for none
 * @param username {@code null} for a client
 * @param password {@code null} for a client
 */
public record Login(
        String realm, String clientId, Secret clientSecret, SigningKey clientKey, String username, Secret password) {

    /** The client itself, by its secret. */
    public static Login client(String realm, String clientId, Secret secret) {
        return new Login(realm, clientId, secret, null, null, null);
    }

    /** The client itself, by its key. */
    public static Login client(String realm, String clientId, SigningKey key) {
        return new Login(realm, clientId, null, key, null, null);
    }

    /**
     * A user.
     *
     * @param clientSecret of the client through which the user signs in; {@code null} for a public one
     */
    public static Login user(String realm, String clientId, Secret clientSecret, String username, Secret password) {
        return new Login(realm, clientId, clientSecret, null, username, password);
    }
}
