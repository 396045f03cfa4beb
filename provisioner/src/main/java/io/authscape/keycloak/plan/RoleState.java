package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Map;

/**
 * A realm role as it stands in Keycloak.
 *
 * @param heldBy one who would lose it, for example {@code user 'jane'}; {@code null} if nobody, or nobody looked
 */
public record RoleState(String name, Map<String, List<String>> attributes, String heldBy) {

    public RoleState {
        attributes = Map.copyOf(attributes);
    }

    /** One of which nobody knows who holds it. */
    public RoleState(String name, Map<String, List<String>> attributes) {
        this(name, attributes, null);
    }

    /** The same role with the one who would lose it. */
    public RoleState heldBy(String holder) {
        return new RoleState(name, attributes, holder);
    }
}
