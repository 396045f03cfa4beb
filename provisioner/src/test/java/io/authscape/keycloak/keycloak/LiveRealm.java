package io.authscape.keycloak.keycloak;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.RealmState.Coverage;
import io.authscape.keycloak.plan.RoleState;
import io.authscape.keycloak.plan.ScopeState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** A realm as Keycloak's Admin API once answered it, kept in a file. */
public final class LiveRealm {

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private LiveRealm() {}

    public static RealmState read(Path file) throws IOException {
        JsonNode live = JSON.readTree(file.toFile());
        return new RealmState(
                all(live, "roles", RoleRepresentation.class)
                        .map(Representations::state)
                        .collect(toMap(RoleState::name, role -> role)),
                all(live, "clientScopes", ClientScopeRepresentation.class)
                        .map(Representations::state)
                        .collect(toMap(ScopeState::name, scope -> scope)),
                all(live, "clients", ClientRepresentation.class)
                        .map(Representations::state)
                        .collect(toMap(ClientState::clientId, client -> client)),
                Map.of(),
                Coverage.OWNED,
                List.of(),
                Instant.parse("2026-11-23T20:00:00Z"));
    }

    private static <T> Stream<T> all(JsonNode live, String member, Class<T> type) {
        return StreamSupport.stream(live.path(member).spliterator(), false).map(node -> JSON.convertValue(node, type));
    }
}
