/** A resource server by AuthScape's rules: who may call what is in {@link io.authscape.keycloak.examples.api.EndpointPolicy}. */
package io.authscape.keycloak.examples.api;
