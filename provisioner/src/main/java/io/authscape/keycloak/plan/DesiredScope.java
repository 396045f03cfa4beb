package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Map;

/**
 * A client scope as the seed wants it; what the seed leaves undefined is left out.
 *
 * @param mappers the audience mappers; {@code null} if undefined
 */
public record DesiredScope(
        String name, Map<ScopeField, String> fields, Map<String, String> attributes, List<Mapper> mappers) {}
