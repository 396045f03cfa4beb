package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.RoleSeed;
import io.authscape.keycloak.seed.ScopeSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what a seed wants with what a realm has. Pure: the same two values always make the same plan. */
public final class Planner {

    /** What Keycloak has room for in a client scope's attribute. */
    private static final int LONGEST_OF_A_SCOPE = 2048;

    private final Seed seed;
    private final RealmState state;
    private final PlanOptions options;
    private final List<Refusal> refusals = new ArrayList<>();

    private Planner(Seed seed, RealmState state, PlanOptions options) {
        this.seed = seed;
        this.state = state;
        this.options = options;
    }

    public static Plan plan(Seed seed, RealmState state, PlanOptions options) {
        return new Planner(seed, state, options).plan();
    }

    private Plan plan() {
        if (!state.scopes().containsKey(ClientMapping.MAPPER_SCOPE)) {
            refusals.add(new Refusal(
                    "realm " + Quoted.of(seed.realm()),
                    "it lacks AuthScape's setup (the client scope '" + ClientMapping.MAPPER_SCOPE
                            + "'); import realm-config/authscape-realm.json"));
        }
        List<RoleChange> roles = seed.roles().stream().map(this::role).toList();
        List<ScopeChange> scopes = seed.scopes().stream().map(this::scope).toList();
        List<ClientChange> clients = seed.clients().stream().map(this::client).toList();
        return new Plan(seed.realm(), roles, scopes, clients, refusals);
    }

    private RoleChange role(RoleSeed role) {
        String subject = "role " + Quoted.of(role.name());
        checkNumber(subject, role);
        RoleState standing = state.roles().get(role.name());
        DesiredRole desired = RoleMapping.desired(role, role.owner());
        if (standing == null) {
            return RoleChange.create(desired);
        }
        List<String> owners = standing.attributes().getOrDefault(AttributeNames.MANAGED_BY, List.of());
        checkOwner(subject, owners.isEmpty() ? null : owners.get(0), role.owner());
        return RoleChange.between(standing, desired);
    }

    private ScopeChange scope(ScopeSeed scope) {
        ScopeState standing = state.scopes().get(scope.name());
        DesiredScope desired = ScopeMapping.desired(scope, scope.owner(), standing);
        String subject = "scope " + Quoted.of(scope.name());
        if (desired.attributes().getOrDefault(AttributeNames.DESCRIPTOR, "").length() > LONGEST_OF_A_SCOPE) {
            refusals.add(new Refusal(
                    subject,
                    "'displayNames', 'descriptions' and 'properties' together are longer than " + LONGEST_OF_A_SCOPE
                            + " characters; shorten them"));
        }
        if (standing == null) {
            return ScopeChange.create(desired);
        }
        checkOwner(subject, standing.attributes().get(AttributeNames.MANAGED_BY), scope.owner());
        checkMapperNames(subject, standing, desired);
        return ScopeChange.between(standing, desired);
    }

    private ClientChange client(ClientSeed client) {
        ClientState standing = state.clients().get(client.clientId());
        String subject = "client " + Quoted.of(client.clientId());
        new ClientCheck(client, standing, options)
                .refusals(state.users()).stream()
                        .map(reason -> new Refusal(subject, reason))
                        .forEach(refusals::add);
        if (standing == null) {
            DesiredClient desired = ClientMapping.ofNew(client, client.owner());
            checkScopes(subject, desired);
            return ClientChange.create(desired);
        }
        checkOwner(subject, standing.attributes().get(AttributeNames.MANAGED_BY), client.owner());
        DesiredClient desired = ClientMapping.ofExisting(client, client.owner(), standing);
        checkScopes(subject, desired);
        return ClientChange.between(standing, desired);
    }

    private void checkOwner(String subject, String owner, String ours) {
        if (owner == null || owner.isEmpty()) {
            refusals.add(new Refusal(
                    subject, "it exists, and no seed made it; choose another name or remove it from the seed"));
        } else if (!owner.equals(ours)) {
            refusals.add(new Refusal(
                    subject, "it belongs to " + Quoted.of(owner) + ", and this seed's owner is " + Quoted.of(ours)));
        }
    }

    private void checkNumber(String subject, RoleSeed role) {
        Set<String> renumbered = seed.roles().stream()
                .filter(other -> other.id() != null)
                .map(RoleSeed::name)
                .collect(Collectors.toSet());
        state.roles().values().stream()
                .filter(other -> role.id() != null && !renumbered.contains(other.name()))
                .filter(other -> other.attributes()
                        .getOrDefault(AttributeNames.ROLE_ID, List.of())
                        .contains(Long.toString(role.id())))
                .forEach(other -> refusals.add(new Refusal(
                        subject, "its number " + role.id() + " belongs to the role " + Quoted.of(other.name()))));
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
