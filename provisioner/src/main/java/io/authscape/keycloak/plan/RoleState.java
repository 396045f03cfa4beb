package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Map;

/** A realm role as it stands in Keycloak. */
public record RoleState(String name, Map<String, List<String>> attributes) {

    public RoleState {
        attributes = Map.copyOf(attributes);
    }
}
