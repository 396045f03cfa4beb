/** AuthScape's {@code DataSyncService} in Java: a schedule, a back-off, a health endpoint, and an end without loss. */
package io.authscape.keycloak.examples.sync;
