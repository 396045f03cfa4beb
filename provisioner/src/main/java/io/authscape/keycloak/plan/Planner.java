package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares what a seed wants with what a realm has. Pure: the same two values always make the same plan. */
public final class Planner {

    private final Seed seed;
    private final RealmState state;
    private final List<Refusal> refusals = new ArrayList<>();

    private Planner(Seed seed, RealmState state) {
        this.seed = seed;
        this.state = state;
    }

    public static Plan plan(Seed seed, RealmState state) {
        return new Planner(seed, state).plan();
    }

    private Plan plan() {
        if (!state.scopes().containsKey(ClientMapping.MAPPER_SCOPE)) {
            refusals.add(new Refusal(
                    "realm " + Quoted.of(seed.realm()),
                    "it lacks AuthScape's setup (the client scope '" + ClientMapping.MAPPER_SCOPE
                            + "'); import realm-config/authscape-realm.json"));
        }
        List<ScopeChange> scopes = seed.scopes().stream().map(this::scope).toList();
        List<ClientChange> clients = seed.clients().stream().map(this::client).toList();
        return new Plan(seed.realm(), scopes, clients, refusals);
    }

    private ScopeChange scope(ScopeSeed scope) {
        ScopeState standing = state.scopes().get(scope.name());
        DesiredScope desired = ScopeMapping.desired(scope, seed.owner(), standing == null);
        if (standing == null) {
            return ScopeChange.create(desired);
        }
        String subject = "scope " + Quoted.of(scope.name());
        checkOwner(subject, standing.attributes());
        checkMapperNames(subject, standing, desired);
        return ScopeChange.between(standing, desired);
    }

    private ClientChange client(ClientSeed client) {
        ClientState standing = state.clients().get(client.clientId());
        String subject = "client " + Quoted.of(client.clientId());
        if (standing == null) {
            if (client.secret() == null) {
                refusals.add(new Refusal(subject, "it can't be created without 'clientSecret'; give it one"));
            }
            DesiredClient desired = ClientMapping.ofNew(client, seed.owner());
            checkScopes(subject, desired);
            return ClientChange.create(desired);
        }
        checkOwner(subject, standing.attributes());
        DesiredClient desired = ClientMapping.ofExisting(client, seed.owner(), standing);
        checkScopes(subject, desired);
        return ClientChange.between(standing, desired);
    }

    private void checkOwner(String subject, Map<String, String> attributes) {
        String owner = attributes.get(AttributeNames.MANAGED_BY);
        if (owner == null || owner.isEmpty()) {
            refusals.add(new Refusal(
                    subject, "it exists, and no seed made it; choose another name or remove it from the seed"));
        } else if (!owner.equals(seed.owner())) {
            refusals.add(new Refusal(
                    subject,
                    "it belongs to " + Quoted.of(owner) + ", and this seed's owner is " + Quoted.of(seed.owner())));
        }
    }

    /** Keycloak would drop a scope that it doesn't know without a word. */
    private void checkScopes(String subject, DesiredClient desired) {
        Set<String> wanted = new HashSet<>(desired.optionalScopes() == null ? Set.of() : desired.optionalScopes());
        wanted.removeAll(seed.scopes().stream().map(ScopeSeed::name).toList());
        wanted.removeIf(name -> {
            ScopeState standing = state.scopes().get(name);
            return standing != null
                    && ScopeMapping.OIDC.equals(standing.fields().get(ScopeField.PROTOCOL));
        });
        wanted.stream()
                .sorted()
                .forEach(name -> refusals.add(new Refusal(
                        subject,
                        "its scope " + Quoted.of(name)
                                + " is neither in the seed nor in Keycloak; define it, or make it there")));
    }

    private void checkMapperNames(String subject, ScopeState standing, DesiredScope desired) {
        Set<String> wanted = new HashSet<>();
        if (desired.mappers() != null) {
            desired.mappers().forEach(mapper -> wanted.add(mapper.name()));
        }
        standing.mappers().stream()
                .filter(mapper -> wanted.contains(mapper.name()))
                .filter(mapper -> !mapper.type().equals(ScopeMapping.AUDIENCE_MAPPER))
                .forEach(mapper -> refusals.add(new Refusal(
                        subject,
                        "its mapper " + Quoted.of(mapper.name()) + " is of another type; rename it in Keycloak")));
    }
}
