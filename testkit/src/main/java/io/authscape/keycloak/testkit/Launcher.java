package io.authscape.keycloak.testkit;

import java.util.List;

/** Runs one server's {@code kc.sh}. What one run leaves in Keycloak's database, the next one finds there. */
interface Launcher {

    /** Builds Keycloak for the starts that follow. */
    void build(List<String> arguments);

    /** Starts Keycloak, and doesn't wait until it is ready. */
    KeycloakRun start(List<String> arguments);
}
