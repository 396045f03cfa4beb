package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.DesiredScope;
import io.authscape.keycloak.plan.Mapper;
import io.authscape.keycloak.plan.MapperChange;
import io.authscape.keycloak.plan.ScopeChange;
import io.authscape.keycloak.plan.ScopeField;
import io.authscape.keycloak.seed.Quoted;
import java.util.HashMap;
import java.util.List;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.admin.client.resource.ClientScopesResource;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** Writes one client scope. */
final class ScopeWriter {

    private final ClientScopesResource scopes;

    ScopeWriter(ClientScopesResource scopes) {
        this.scopes = scopes;
    }

    void create(DesiredScope desired) {
        ClientScopeRepresentation scope = new ClientScopeRepresentation();
        scope.setName(desired.name());
        desired.fields().forEach((field, value) -> Representations.set(scope, field, value));
        scope.setAttributes(new HashMap<>(desired.attributes()));
        scope.setProtocolMappers(desired.mappers().stream()
                .map(mapper -> Representations.representation(mapper, protocol(desired)))
                .toList());
        Calls.create("create scope " + Quoted.of(desired.name()), () -> scopes.create(scope));
    }

    /**
     * @param id Keycloak's id of the scope
     */
    void update(ScopeChange change, String id) {
        String doing = "change scope " + Quoted.of(change.name());
        ClientScopeResource scope = scopes.get(id);
        if (!change.fields().isEmpty() || !change.attributes().isEmpty()) {
            ClientScopeRepresentation full = Calls.get(doing, scope::toRepresentation);
            change.fields().forEach(field -> Representations.set(full, field.key(), field.after()));
            change.attributes().forEach(attribute -> full.getAttributes().put(attribute.key(), attribute.after()));
            Calls.run(doing, () -> scope.update(full));
        }
        if (!change.mappers().isEmpty()) {
            ProtocolMappersResource mappers = scope.getProtocolMappers();
            List<ProtocolMapperRepresentation> standing = Calls.get(doing, mappers::getMappers);
            change.mappers().forEach(mapper -> write(doing, mappers, standing, mapper, protocol(change.desired())));
        }
    }

    private static void write(
            String doing,
            ProtocolMappersResource mappers,
            List<ProtocolMapperRepresentation> standing,
            MapperChange change,
            String protocol) {
        Mapper mapper = change.mapper();
        ProtocolMapperRepresentation representation = Representations.representation(mapper, protocol);
        if (change.action() == Action.CREATE) {
            Calls.create(doing, () -> mappers.createMapper(representation));
            return;
        }
        standing.stream()
                .filter(candidate -> candidate.getName().equals(mapper.name()))
                .map(ProtocolMapperRepresentation::getId)
                .forEach(id -> {
                    if (change.action() == Action.DELETE) {
                        Calls.delete(doing, () -> mappers.delete(id));
                    } else {
                        representation.setId(id);
                        Calls.run(doing, () -> mappers.update(id, representation));
                    }
                });
    }

    private static String protocol(DesiredScope scope) {
        return scope.fields().get(ScopeField.PROTOCOL);
    }
}
