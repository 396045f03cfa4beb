/** From another identity server's clients and scopes to a seed, and to a report of what didn't come along. */
package io.authscape.keycloak.migrate;
