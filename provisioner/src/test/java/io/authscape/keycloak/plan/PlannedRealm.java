package io.authscape.keycloak.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Keycloak would show after a plan that creates everything. */
final class PlannedRealm {

    private PlannedRealm() {}

    static RealmState after(Plan plan, Map<String, ScopeState> before) {
        Map<String, ScopeState> scopes = new HashMap<>(before);
        plan.scopes().forEach(change -> scopes.put(change.name(), state(change.desired())));
        return RealmState.of(
                plan.roles().stream().collect(Collectors.toMap(RoleChange::name, change -> state(change.desired()))),
                scopes,
                plan.clients().stream()
                        .collect(Collectors.toMap(ClientChange::name, change -> state(change.desired()))));
    }

    private static RoleState state(DesiredRole role) {
        Map<String, List<String>> attributes = new HashMap<>(role.attributes());
        attributes.values().removeIf(List::isEmpty);
        return new RoleState(role.name(), attributes);
    }

    private static ScopeState state(DesiredScope scope) {
        return new ScopeState(scope.name(), scope.fields(), withoutEmpty(scope.attributes()), scope.mappers());
    }

    private static ClientState state(DesiredClient client) {
        Map<ClientField, String> fields = new HashMap<>(withoutEmpty(client.fields()));
        // Keycloak's own word for a switch that nobody has set.
        fields.putIfAbsent(ClientField.CONSENT_REQUIRED, "false");
        return new ClientState(
                client.clientId(),
                fields,
                withoutEmpty(client.attributes()),
                client.secret(),
                client.defaultScopes(),
                client.optionalScopes());
    }

    private static <K> Map<K, String> withoutEmpty(Map<K, String> map) {
        Map<K, String> copy = new HashMap<>(map);
        copy.values().removeIf(String::isEmpty);
        return copy;
    }
}
