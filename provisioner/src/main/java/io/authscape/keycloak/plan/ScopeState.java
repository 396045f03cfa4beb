package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Map;

/** A client scope as it stands in Keycloak. */
public record ScopeState(
        String name, Map<ScopeField, String> fields, Map<String, String> attributes, List<Mapper> mappers) {

    public ScopeState {
        fields = Map.copyOf(fields);
        attributes = Map.copyOf(attributes);
        mappers = List.copyOf(mappers);
    }

    /** The audiences that the scope leads to, in their order. */
    public List<String> resources() {
        return ScopeExport.seed(this).resources();
    }
}
