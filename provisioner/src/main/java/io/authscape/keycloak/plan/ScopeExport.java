package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.ScopeSeed;
import java.util.Comparator;
import java.util.List;

/** How a Keycloak client scope becomes a seed's: {@link ScopeMapping} backwards. */
final class ScopeExport {

    private ScopeExport() {}

    static ScopeSeed seed(ScopeState scope) {
        return new ScopeSeed(
                scope.name(),
                text(scope.attributes().get(ScopeMapping.CONSENT_TEXT)),
                text(scope.fields().get(ScopeField.DESCRIPTION)),
                resources(scope),
                DescriptorAttribute.read(scope.attributes()));
    }

    /** In the order that the provisioner has written beside them; those made by hand come last. */
    private static List<String> resources(ScopeState scope) {
        return scope.mappers().stream()
                .filter(mapper -> mapper.type().equals(ScopeMapping.AUDIENCE_MAPPER))
                .sorted(Comparator.comparing(ScopeExport::position).thenComparing(Mapper::name))
                .map(ScopeExport::audience)
                .filter(audience -> !audience.isEmpty())
                .distinct()
                .toList();
    }

    private static Long position(Mapper mapper) {
        Long position = JsonAttribute.number(mapper.config().getOrDefault(ScopeMapping.POSITION, ""));
        return position == null ? Long.MAX_VALUE : position;
    }

    private static String audience(Mapper mapper) {
        String audience = mapper.config().getOrDefault(ScopeMapping.AUDIENCE, "");
        return audience.isEmpty() ? mapper.config().getOrDefault(MapperChange.SECOND_AUDIENCE, "") : audience;
    }

    private static String text(String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
