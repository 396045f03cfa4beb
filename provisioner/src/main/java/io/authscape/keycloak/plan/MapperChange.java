package io.authscape.keycloak.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An audience mapper to make, to correct or to take away. */
public record MapperChange(Action action, Mapper mapper) {

    /** Would lead to an audience besides the one that we write. */
    static final String SECOND_AUDIENCE = "included.client.audience";

    /** Creations come first, so that no audience is missing in between. Mappers of other types stay as they are. */
    static List<MapperChange> between(List<Mapper> actual, List<Mapper> wanted) {
        Map<String, Mapper> ours = actual.stream()
                .filter(mapper -> mapper.type().equals(ScopeMapping.AUDIENCE_MAPPER))
                .collect(Collectors.toMap(Mapper::name, Function.identity()));
        List<MapperChange> changes = new ArrayList<>();
        for (Mapper mapper : wanted) {
            Mapper standing = ours.remove(mapper.name());
            if (standing == null) {
                changes.add(new MapperChange(Action.CREATE, mapper));
            } else if (!holds(standing, mapper)) {
                changes.add(new MapperChange(Action.UPDATE, mapper));
            }
        }
        ours.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(mapper -> changes.add(new MapperChange(Action.DELETE, mapper)));
        return changes;
    }

    private static boolean holds(Mapper standing, Mapper wanted) {
        return Change.between(standing.config(), wanted.config()).isEmpty()
                && standing.config().getOrDefault(SECOND_AUDIENCE, "").isEmpty();
    }
}
