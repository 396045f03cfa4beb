package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a plan does to one realm role.
 *
 * @param attributes the values as one text each, for people; who writes them takes them from the desired role
 */
public record RoleChange(DesiredRole desired, Action action, List<Change<String>> attributes) implements Entry {

    static RoleChange create(DesiredRole desired) {
        return new RoleChange(desired, Action.CREATE, Change.between(Map.of(), texts(desired.attributes())));
    }

    static RoleChange between(RoleState actual, DesiredRole desired) {
        List<Change<String>> attributes = Change.between(texts(actual.attributes()), texts(desired.attributes()));
        return new RoleChange(desired, attributes.isEmpty() ? Action.NONE : Action.UPDATE, attributes);
    }

    /** One that is left alone, whatever it is like, or deleted. */
    static RoleChange only(String name, Action action) {
        return new RoleChange(new DesiredRole(name, Map.of()), action, List.of());
    }

    @Override
    public String kind() {
        return "role";
    }

    @Override
    public String name() {
        return desired.name();
    }

    @Override
    public List<Difference> differences() {
        return Differences.of(this);
    }

    /** Keycloak keeps an attribute's values in no order. */
    private static Map<String, String> texts(Map<String, List<String>> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach((name, values) ->
                texts.put(name, String.join(", ", values.stream().sorted().toList())));
        return texts;
    }
}
