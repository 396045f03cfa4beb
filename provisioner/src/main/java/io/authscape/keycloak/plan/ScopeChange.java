package io.authscape.keycloak.plan;

import java.util.List;

/** What a plan does to one client scope. */
public record ScopeChange(
        DesiredScope desired,
        Action action,
        List<Change<ScopeField>> fields,
        List<Change<String>> attributes,
        List<MapperChange> mappers) {

    static ScopeChange create(DesiredScope desired) {
        return new ScopeChange(desired, Action.CREATE, List.of(), List.of(), List.of());
    }

    static ScopeChange between(ScopeState actual, DesiredScope desired) {
        List<Change<ScopeField>> fields = Change.between(actual.fields(), desired.fields());
        List<Change<String>> attributes = Change.between(actual.attributes(), desired.attributes());
        List<MapperChange> mappers =
                desired.mappers() == null ? List.of() : MapperChange.between(actual.mappers(), desired.mappers());
        boolean same = fields.isEmpty() && attributes.isEmpty() && mappers.isEmpty();
        return new ScopeChange(desired, same ? Action.NONE : Action.UPDATE, fields, attributes, mappers);
    }

    public String name() {
        return desired.name();
    }
}
