/**
 * For services: {@link io.authscape.keycloak.client.ServiceAuthenticator} gets tokens by the client credentials grant
 * (RFC 6749, section 4.4) and keeps them, {@link io.authscape.keycloak.client.ApiClient} calls an API with them.
 */
package io.authscape.keycloak.client;
