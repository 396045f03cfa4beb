package io.authscape.keycloak.seed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * A scope and the audiences that it leads to.
 *
 * @param owner of the file that it stands in; {@code null} until a {@link Seed} takes it up
 * @param displayName {@code null} if undefined
 * @param description {@code null} if undefined
 * @param resources audiences in the order in which a token names them; {@code null} if undefined
 * @param descriptor the members that Keycloak has no place for, by name, as the file writes them; an undefined one is
 *     left out
 */
public record ScopeSeed(
        String name,
        String owner,
        String displayName,
        String description,
        List<String> resources,
        Map<String, JsonNode> descriptor) {

    public ScopeSeed {
        resources = resources == null ? null : List.copyOf(resources);
        descriptor = Map.copyOf(descriptor);
    }

    public ScopeSeed(
            String name,
            String displayName,
            String description,
            List<String> resources,
            Map<String, JsonNode> descriptor) {
        this(name, null, displayName, description, resources, descriptor);
    }

    /** A scope without members that Keycloak has no place for. */
    public static ScopeSeed of(String name, String displayName, String description, List<String> resources) {
        return new ScopeSeed(name, displayName, description, resources, Map.of());
    }

    ScopeSeed ownedBy(String other) {
        return new ScopeSeed(name, other, displayName, description, resources, descriptor);
    }
}
