package io.authscape.keycloak.keycloak;

import io.authscape.keycloak.keycloak.KeycloakFailure.Kind;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.DesiredScope;
import io.authscape.keycloak.plan.Mapper;
import io.authscape.keycloak.plan.MapperChange;
import io.authscape.keycloak.plan.ScopeChange;
import io.authscape.keycloak.plan.ScopeField;
import io.authscape.keycloak.seed.Quoted;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.admin.client.resource.ClientScopesResource;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** Writes client scopes; safe for use by several threads. */
final class ScopeWriter {

    private final ClientScopesResource scopes;
    private final Map<String, String> ids;

    /**
     * @param ids Keycloak's ids of those that exist, by name
     */
    ScopeWriter(ClientScopesResource scopes, Map<String, String> ids) {
        this.scopes = scopes;
        this.ids = ids;
    }

    /**
     * Finds out without a write whether the account may write client scopes, and by the same right clients: Keycloak
     * looks at the right before it refuses a scope without a name.
     */
    static void checkRight(ClientScopesResource scopes) {
        ClientScopeRepresentation nameless = new ClientScopeRepresentation();
        nameless.setName("");
        Calls.get("see whether the account may change clients", () -> {
            try (Response response = scopes.create(nameless)) {
                int status = response.getStatus();
                if (status == Response.Status.FORBIDDEN.getStatusCode()) {
                    throw new KeycloakFailure(
                            Kind.NOT_ALLOWED,
                            "the seed changes clients or scopes, and that needs 'manage-clients'; nothing was written");
                }
                if (status != Response.Status.BAD_REQUEST.getStatusCode()) {
                    throw new WebApplicationException(response);
                }
                return null;
            }
        });
    }

    void write(ScopeChange change) {
        if (change.action() == Action.CREATE) {
            create(change.desired());
        } else {
            update(change, standing(change));
        }
    }

    void delete(ScopeChange change) {
        ClientScopeResource scope = standing(change);
        Calls.delete("delete scope " + Quoted.of(change.name()), scope::remove);
    }

    private ClientScopeResource standing(ScopeChange change) {
        return scopes.get(Calls.present(ids.get(change.name())));
    }

    private void create(DesiredScope desired) {
        ClientScopeRepresentation scope = Representations.representation(desired);
        Calls.create("create scope " + Quoted.of(desired.name()), () -> scopes.create(scope));
    }

    private void update(ScopeChange change, ClientScopeResource scope) {
        String doing = "change scope " + Quoted.of(change.name());
        if (!change.fields().isEmpty() || !change.attributes().isEmpty()) {
            ClientScopeRepresentation full = Calls.get(doing, scope::toRepresentation);
            change.fields().forEach(field -> Representations.set(full, field.key(), field.after()));
            change.attributes().forEach(attribute -> full.getAttributes().put(attribute.key(), attribute.after()));
            Calls.run(doing, () -> scope.update(full));
        }
        if (!change.mappers().isEmpty()) {
            write(doing, scope.getProtocolMappers(), change);
        }
    }

    /**
     * Keycloak looks whether a mapper's name is taken, but its database doesn't hold it to that: two runs at once, or a
     * request and its repetition, may both make one. So what stands is read after the creations, and twins go. Everybody
     * keeps the one with the lowest id, or two runs would take each other's.
     */
    private static void write(String doing, ProtocolMappersResource mappers, ScopeChange change) {
        change.mappers().stream()
                .filter(mapper -> mapper.action() == Action.CREATE)
                .map(mapper -> representation(mapper, change))
                .forEach(mapper -> Calls.create(doing, () -> mappers.createMapper(mapper)));
        List<ProtocolMapperRepresentation> standing = Calls.get(doing, mappers::getMappers);
        for (MapperChange mapper : change.mappers()) {
            List<String> ids = ids(standing, mapper.mapper());
            if (mapper.action() == Action.UPDATE) {
                ids.stream().limit(1).forEach(id -> {
                    ProtocolMapperRepresentation full = representation(mapper, change);
                    full.setId(id);
                    Calls.run(doing, () -> mappers.update(id, full));
                });
            }
            ids.stream()
                    .skip(mapper.action() == Action.DELETE ? 0 : 1)
                    .forEach(id -> Calls.delete(doing, () -> mappers.delete(id)));
        }
    }

    private static List<String> ids(List<ProtocolMapperRepresentation> standing, Mapper mapper) {
        return standing.stream()
                .filter(candidate -> candidate.getName().equals(mapper.name())
                        && candidate.getProtocolMapper().equals(mapper.type()))
                .map(ProtocolMapperRepresentation::getId)
                .sorted()
                .toList();
    }

    private static ProtocolMapperRepresentation representation(MapperChange mapper, ScopeChange change) {
        return Representations.representation(
                mapper.mapper(), change.desired().fields().get(ScopeField.PROTOCOL));
    }
}
