package io.authscape.keycloak.testkit;

import java.util.Locale;
import java.util.stream.Stream;

/** Where {@link KeycloakServer} runs Keycloak: {@code -Dkeycloak.mode=process} (the default) or {@code docker}. */
enum ServerMode {
    /** The distribution from Maven, as a process of this machine. */
    PROCESS,
    /** An image, {@code -Dkeycloak.image}, in a container. */
    DOCKER;

    static ServerMode fromSystemProperty() {
        String mode = System.getProperty("keycloak.mode", "process");
        return Stream.of(values())
                .filter(value -> value.name().equals(mode.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("-Dkeycloak.mode=" + mode + ": there are 'process' and 'docker'"));
    }
}
