package io.authscape.keycloak.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An audience mapper to make, to correct or to take away. */
public record MapperChange(Action action, Mapper mapper) {

    /** Would lead to an audience besides the one that we write. */
    static final String SECOND_AUDIENCE = "included.client.audience";

    /**
     * Creations come first, so that no audience is missing in between. Mappers of other types stay as they are. Two of
     * one name, which Keycloak makes for two runs at once, become one again: that counts as a correction.
     */
    static List<MapperChange> between(List<Mapper> actual, List<Mapper> wanted) {
        SortedMap<String, List<Mapper>> ours = actual.stream()
                .filter(mapper -> mapper.type().equals(ScopeMapping.AUDIENCE_MAPPER))
                .collect(Collectors.groupingBy(Mapper::name, TreeMap::new, Collectors.toList()));
        List<MapperChange> changes = new ArrayList<>();
        for (Mapper mapper : wanted) {
            List<Mapper> standing = ours.remove(mapper.name());
            if (standing == null) {
                changes.add(new MapperChange(Action.CREATE, mapper));
            } else if (standing.size() > 1 || !holds(standing.get(0), mapper)) {
                changes.add(new MapperChange(Action.UPDATE, mapper));
            }
        }
        ours.values().forEach(mappers -> changes.add(new MapperChange(Action.DELETE, mappers.get(0))));
        return changes;
    }

    private static boolean holds(Mapper standing, Mapper wanted) {
        return Change.between(standing.config(), wanted.config()).isEmpty()
                && standing.config().getOrDefault(SECOND_AUDIENCE, "").isEmpty();
    }
}
