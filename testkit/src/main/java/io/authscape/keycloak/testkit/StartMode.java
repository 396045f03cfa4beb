package io.authscape.keycloak.testkit;

import java.util.Locale;

/** How {@link KeycloakServer} starts Keycloak: {@code -Dkeycloak.start=dev} (the default) or {@code optimized}. */
public enum StartMode {
    /** {@code kc.sh start-dev --import-realm}. */
    DEV,
    /** {@code kc.sh build}, then {@code kc.sh start --optimized --import-realm}: what production does. */
    OPTIMIZED;

    static StartMode fromSystemProperty() {
        return valueOf(System.getProperty("keycloak.start", "dev").toUpperCase(Locale.ROOT));
    }
}
