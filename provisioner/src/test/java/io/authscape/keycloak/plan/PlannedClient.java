package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One client in a realm that holds nothing else, and what is planned for it. */
final class PlannedClient {

    private final Map<Long, List<UserState>> users = new HashMap<>();
    private PlanOptions options = PlanOptions.NONE;
    private ClientState standing;

    /** Nothing stands. */
    static PlannedClient isNew() {
        return new PlannedClient();
    }

    /** The realm holds what this seed makes of it. */
    static PlannedClient standing(ClientSeed seed) {
        DesiredClient desired = ClientMapping.ofNew(seed, "me", Set.of("authscape"));
        PlannedClient planned = new PlannedClient();
        planned.standing = PlannedRealm.state(ClientChange.create(desired, PlannedRealm.NOW));
        return planned;
    }

    /** Somebody changed an attribute by hand; an empty value removes it. */
    PlannedClient with(String attribute, String value) {
        Map<String, String> attributes = new HashMap<>(standing.attributes());
        attributes.put(attribute, value);
        attributes.values().removeIf(String::isEmpty);
        standing = new ClientState(
                standing.clientId(),
                standing.fields(),
                attributes,
                standing.secret(),
                standing.defaultScopes(),
                standing.optionalScopes());
        return this;
    }

    /** Somebody changed a field by hand. */
    PlannedClient with(ClientField field, String value) {
        Map<ClientField, String> fields = new HashMap<>(standing.fields());
        fields.put(field, value);
        standing = new ClientState(
                standing.clientId(),
                fields,
                standing.attributes(),
                standing.secret(),
                standing.defaultScopes(),
                standing.optionalScopes());
        return this;
    }

    PlannedClient with(PlanOptions allowed) {
        options = allowed;
        return this;
    }

    PlannedClient withUsers(long number, UserState... carrying) {
        users.put(number, List.of(carrying));
        return this;
    }

    Plan plan(ClientSeed seed) {
        ScopeState mappers = new ScopeState("authscape", Map.of(), Map.of(), List.of());
        RealmState realm = new RealmState(
                Map.of(),
                Map.of("authscape", mappers),
                standing == null ? Map.of() : Map.of(standing.clientId(), standing),
                users,
                RealmState.Coverage.NAMED,
                List.of(),
                PlannedRealm.NOW);
        return Planner.plan(new Seed("me", "r", List.of(), List.of(), List.of(seed)), realm, options);
    }

    ClientChange change(ClientSeed seed) {
        return plan(seed).clients().get(0);
    }

    List<String> refusals(ClientSeed seed) {
        return plan(seed).refusals().stream().map(Refusal::toString).toList();
    }

    /** What a client gets that doesn't exist yet. */
    static DesiredClient created(ClientSeed seed) {
        return isNew().change(seed).desired();
    }
}
