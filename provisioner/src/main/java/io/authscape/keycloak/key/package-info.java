/** Key and certificate files, and what is made of them: TLS contexts and signatures. Knows neither seed nor Keycloak. */
package io.authscape.keycloak.key;
