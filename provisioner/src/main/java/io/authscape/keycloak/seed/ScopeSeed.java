package io.authscape.keycloak.seed;

import java.util.List;

/**
 * A scope and the audiences that it leads to.
 *
 * @param displayName {@code null} if undefined
 * @param description {@code null} if undefined
 * @param resources audiences in the order in which a token names them; {@code null} if undefined
 */
public record ScopeSeed(String name, String displayName, String description, List<String> resources) {

    public ScopeSeed {
        resources = resources == null ? null : List.copyOf(resources);
    }
}
