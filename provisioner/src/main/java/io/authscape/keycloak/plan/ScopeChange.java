package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Map;

/** What a plan does to one client scope. */
public record ScopeChange(
        DesiredScope desired,
        Action action,
        List<Change<ScopeField>> fields,
        List<Change<String>> attributes,
        List<MapperChange> mappers)
        implements Entry {

    static ScopeChange create(DesiredScope desired) {
        return new ScopeChange(
                desired,
                Action.CREATE,
                Change.between(Map.of(), desired.fields()),
                Change.between(Map.of(), desired.attributes()),
                MapperChange.between(List.of(), desired.mappers()));
    }

    static ScopeChange between(ScopeState actual, DesiredScope desired) {
        List<Change<ScopeField>> fields = Change.between(actual.fields(), desired.fields());
        List<Change<String>> attributes = Change.between(actual.attributes(), desired.attributes());
        List<MapperChange> mappers =
                desired.mappers() == null ? List.of() : MapperChange.between(actual.mappers(), desired.mappers());
        boolean same = fields.isEmpty() && attributes.isEmpty() && mappers.isEmpty();
        return new ScopeChange(desired, same ? Action.NONE : Action.UPDATE, fields, attributes, mappers);
    }

    /** One that is left alone, whatever it is like, or deleted. */
    static ScopeChange only(String name, Action action) {
        return new ScopeChange(
                new DesiredScope(name, Map.of(), Map.of(), null), action, List.of(), List.of(), List.of());
    }

    @Override
    public String kind() {
        return "scope";
    }

    @Override
    public String name() {
        return desired.name();
    }

    @Override
    public List<Difference> differences() {
        return Differences.of(this);
    }
}
