package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a plan does to one realm role.
 *
 * @param attributes the values as one text each, for people; who writes them takes them from the desired role
 */
public record RoleChange(DesiredRole desired, Action action, List<Change<String>> attributes) {

    static RoleChange create(DesiredRole desired) {
        return new RoleChange(desired, Action.CREATE, List.of());
    }

    static RoleChange between(RoleState actual, DesiredRole desired) {
        List<Change<String>> attributes = Change.between(texts(actual.attributes()), texts(desired.attributes()));
        return new RoleChange(desired, attributes.isEmpty() ? Action.NONE : Action.UPDATE, attributes);
    }

    public String name() {
        return desired.name();
    }

    /** Keycloak keeps an attribute's values in no order. */
    private static Map<String, String> texts(Map<String, List<String>> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach((name, values) ->
                texts.put(name, String.join(", ", values.stream().sorted().toList())));
        return texts;
    }
}
