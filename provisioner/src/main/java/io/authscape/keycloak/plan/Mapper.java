package io.authscape.keycloak.plan;

import java.util.Map;

/** A protocol mapper of a client scope: its name, its type (Keycloak's provider id) and its settings. */
public record Mapper(String name, String type, Map<String, String> config) {

    public Mapper {
        config = Map.copyOf(config);
    }
}
