package io.authscape.keycloak.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.DesiredScope;
import io.authscape.keycloak.plan.Mapper;
import io.authscape.keycloak.plan.MapperChange;
import io.authscape.keycloak.plan.ScopeChange;
import io.authscape.keycloak.plan.ScopeField;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.ClientScopeResource;
import org.keycloak.admin.client.resource.ClientScopesResource;
import org.keycloak.admin.client.resource.ProtocolMappersResource;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** A scope's mappers while another run writes the same. */
class ScopeWriterTest {

    private static final String AUDIENCE = "oidc-audience-mapper";
    private static final Mapper WANTED = new Mapper("audience-a", AUDIENCE, Map.of("included.custom.audience", "a"));

    private final List<ProtocolMapperRepresentation> standing = new ArrayList<>();
    private final List<String> updated = new ArrayList<>();

    @Test
    void ofTwoMappersThatWereMadeAtOnceTheOneWithTheLowestIdStays() {
        stands("1", "audience-a", "oidc-hardcoded-claim-mapper");
        stands("3", "audience-b", AUDIENCE);
        stands("4", "audience-a", AUDIENCE);
        write(Action.CREATE);
        assertThat(ids()).containsExactly("1", "2", "3");
        assertThat(updated).isEmpty();
    }

    @Test
    void theOneThatStaysIsCorrected() {
        stands("4", "audience-a", AUDIENCE);
        stands("2", "audience-a", AUDIENCE);
        write(Action.UPDATE);
        assertThat(ids()).containsExactly("2");
        assertThat(updated).containsExactly("2");
    }

    @Test
    void bothGoWhenNoneIsWanted() {
        stands("4", "audience-a", AUDIENCE);
        stands("2", "audience-a", AUDIENCE);
        stands("3", "audience-b", AUDIENCE);
        write(Action.DELETE);
        assertThat(ids()).containsExactly("3");
    }

    private void write(Action action) {
        DesiredScope scope =
                new DesiredScope("s", Map.of(ScopeField.PROTOCOL, "openid-connect"), Map.of(), List.of(WANTED));
        MapperChange mapper = new MapperChange(action, WANTED);
        ScopeChange change = new ScopeChange(scope, Action.UPDATE, List.of(), List.of(), List.of(mapper));
        new ScopeWriter(scopes(), Map.of("s", "id")).write(change);
    }

    private ClientScopesResource scopes() {
        ProtocolMappersResource mappers =
                proxy(ProtocolMappersResource.class, (proxy, method, args) -> switch (method.getName()) {
                    case "getMappers" -> List.copyOf(standing);
                    case "createMapper" -> {
                        stands("2", ((ProtocolMapperRepresentation) args[0]).getName(), AUDIENCE);
                        yield Response.status(201).build();
                    }
                    case "update" -> {
                        updated.add((String) args[0]);
                        yield null;
                    }
                    case "delete" -> {
                        standing.removeIf(mapper -> mapper.getId().equals(args[0]));
                        yield null;
                    }
                    default -> throw new AssertionError(method);
                });
        ClientScopeResource scope = proxy(ClientScopeResource.class, (proxy, method, args) -> mappers);
        return proxy(ClientScopesResource.class, (proxy, method, args) -> scope);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler answers) {
        return type.cast(
                Proxy.newProxyInstance(ScopeWriterTest.class.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private void stands(String id, String name, String type) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setId(id);
        mapper.setName(name);
        mapper.setProtocolMapper(type);
        standing.add(mapper);
    }

    private List<String> ids() {
        return standing.stream()
                .map(ProtocolMapperRepresentation::getId)
                .sorted()
                .toList();
    }
}
