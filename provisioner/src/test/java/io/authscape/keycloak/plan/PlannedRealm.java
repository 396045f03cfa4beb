package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.Secret;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Keycloak would show after a plan that creates everything. */
final class PlannedRealm {

    static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");

    private PlannedRealm() {}

    static RealmState after(Plan plan, Map<String, ScopeState> before) {
        Map<String, ScopeState> scopes = new HashMap<>(before);
        plan.scopes().forEach(change -> scopes.put(change.name(), state(change.desired())));
        return RealmState.of(
                plan.roles().stream().collect(Collectors.toMap(RoleChange::name, change -> state(change.desired()))),
                scopes,
                plan.clients().stream().collect(Collectors.toMap(ClientChange::name, PlannedRealm::state)));
    }

    private static RoleState state(DesiredRole role) {
        Map<String, List<String>> attributes = new HashMap<>(role.attributes());
        attributes.values().removeIf(List::isEmpty);
        return new RoleState(role.name(), attributes);
    }

    private static ScopeState state(DesiredScope scope) {
        return new ScopeState(scope.name(), scope.fields(), withoutEmpty(scope.attributes()), scope.mappers());
    }

    static ClientState state(ClientChange change) {
        DesiredClient client = change.desired();
        Map<ClientField, String> fields = new HashMap<>(withoutEmpty(client.fields()));
        // Keycloak's own word for a switch that nobody has set.
        fields.putIfAbsent(ClientField.CONSENT_REQUIRED, "false");
        Map<String, String> attributes = withoutEmpty(client.attributes());
        if (!change.secrets().isEmpty()) {
            attributes.put(
                    AttributeNames.SECRETS,
                    change.secrets().appliedTo(SecretList.EMPTY, NOW).text());
        }
        return new ClientState(
                client.clientId(),
                fields,
                attributes,
                client.isHashed() ? new Secret("made by Keycloak itself") : client.plainSecret(),
                client.defaultScopes(),
                client.optionalScopes());
    }

    private static <K> Map<K, String> withoutEmpty(Map<K, String> map) {
        Map<K, String> copy = new HashMap<>(map);
        copy.values().removeIf(String::isEmpty);
        return copy;
    }
}
