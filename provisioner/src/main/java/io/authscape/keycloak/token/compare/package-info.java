/** Two identity servers asked the same, and where their answers differ on the wire. */
package io.authscape.keycloak.token.compare;
