package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.seed.Secret;

/**
 * Who signs in to Keycloak's Admin API. With a {@code username} it is a user (password grant), without one the client
 * itself (client credentials grant).
 *
 * @param realm where the account is, not the realm that is worked on
 * @param clientSecret {@code null} for a public client
 * @param username {@code null} for a client
 * @param password {@code null} for a client
 */
public record Login(String realm, String clientId, Secret clientSecret, String username, Secret password) {}
