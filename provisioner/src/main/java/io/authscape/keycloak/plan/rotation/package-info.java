/** Giving a client another secret while its services go on working. */
package io.authscape.keycloak.plan.rotation;
