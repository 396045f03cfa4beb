package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.ScopeSeed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a seed's scope becomes a Keycloak client scope: design.md's table, as code. */
final class ScopeMapping {

    static final String OIDC = "openid-connect";
    static final String AUDIENCE_MAPPER = "oidc-audience-mapper";

    /** Keycloak keeps mappers in no order; the provider jar puts {@code aud} in this one. */
    static final String POSITION = "authscape.position";

    static final String AUDIENCE = "included.custom.audience";
    static final String CONSENT_TEXT = "consent.screen.text";

    private ScopeMapping() {}

    /**
     * @param standing {@code null} for a new scope
     */
    static DesiredScope desired(ScopeSeed scope, String owner, ScopeState standing) {
        Map<ScopeField, String> fields = new LinkedHashMap<>();
        fields.put(ScopeField.PROTOCOL, OIDC);
        if (scope.description() != null) {
            fields.put(ScopeField.DESCRIPTION, scope.description());
        }
        Map<String, String> attributes = new TreeMap<>();
        attributes.put(AttributeNames.MANAGED_BY, owner);
        attributes.put("include.in.token.scope", "true");
        attributes.put("display.on.consent.screen", "true");
        if (scope.displayName() != null) {
            attributes.put(CONSENT_TEXT, scope.displayName());
        }
        DescriptorAttribute.put(scope.descriptor(), standing == null ? Map.of() : standing.attributes(), attributes);
        List<String> resources = scope.resources() == null && standing == null ? List.of() : scope.resources();
        return new DesiredScope(scope.name(), fields, attributes, resources == null ? null : mappers(resources));
    }

    private static List<Mapper> mappers(List<String> resources) {
        List<Mapper> mappers = new ArrayList<>();
        for (String resource : resources.stream().distinct().toList()) {
            Map<String, String> config = new TreeMap<>();
            config.put(AUDIENCE, resource);
            config.put("access.token.claim", "true");
            config.put("id.token.claim", "false");
            config.put("introspection.token.claim", "true");
            config.put(POSITION, Integer.toString(mappers.size()));
            mappers.add(new Mapper("audience-" + resource, AUDIENCE_MAPPER, config));
        }
        return mappers;
    }
}
