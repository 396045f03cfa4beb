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
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares what a seed wants with what a realm has. Pure: the same two values always make the same plan. */
public final class Planner {

    /** What Keycloak has room for in a client scope's attribute. */
    private static final int LONGEST_OF_A_SCOPE = 2048;

    private final Seed seed;
    private final RealmState state;
    private final PlanOptions options;
    private final Ownership ownership;
    private final Support support;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Planner(Seed seed, RealmState state, PlanOptions options) {
        this.seed = seed;
        this.state = state;
        this.options = options;
        this.ownership = new Ownership(seed.owners(), seed.realm(), options);
        this.support = Support.in(state);
    }

    public static Plan plan(Seed seed, RealmState state, PlanOptions options) {
        return new Planner(seed, state, options).plan();
    }

    private Plan plan() {
        support.refusal(seed, state).ifPresent(refusals::add);
        notes.addAll(state.notes());
        support.note().ifPresent(notes::add);
        List<RoleChange> roles = all(seed.roles(), this::role);
        List<ScopeChange> scopes = all(seed.scopes(), this::scope);
        Map<String, ClientChange> changes = clientChanges();
        List<ClientChange> clients = all(seed.clients(), client -> client(client, changes.get(client.clientId())));
        state.enforcement().refusal(seed).ifPresent(refusals::add);
        state.enforcement().note().ifPresent(notes::add);
        state.hashedSecrets().refusal(seed.realm(), changes.values()).ifPresent(refusals::add);
        state.hashedSecrets().note(changes.values()).ifPresent(notes::add);
        state.networkLimits().refusal(seed, state).ifPresent(refusals::add);
        state.networkLimits().note(seed, state).ifPresent(notes::add);
        List<Entry> kept =
                Stream.of(roles, scopes, clients).flatMap(List::stream).collect(Collectors.toList());
        Leftovers leftovers = Leftovers.of(state, ownership, kept);
        if (options.prune()) {
            prune(leftovers, roles, scopes, clients);
        } else {
            notes.addAll(leftovers.note(state.coverage()));
        }
        return new Plan(seed.realm(), roles, scopes, clients, refusals, notes);
    }

    private void prune(
            Leftovers leftovers, List<RoleChange> roles, List<ScopeChange> scopes, List<ClientChange> clients) {
        for (String name : leftovers.roles()) {
            RoleChange role = RoleChange.only(name, Action.DELETE);
            roles.add(role);
            String holder = state.roles().get(name).heldBy();
            if (holder != null) {
                refuse(
                        role,
                        "it left the seed, but " + holder + " still holds it; take it from whoever holds it, or put it"
                                + " back into the seed");
            }
        }
        leftovers.clients().forEach(name -> clients.add(ClientChange.only(name, Action.DELETE)));
        for (String name : leftovers.scopes()) {
            ScopeChange scope = ScopeChange.only(name, Action.DELETE);
            scopes.add(scope);
            Set<String> users = Leftovers.users(name, state, clients);
            if (!users.isEmpty()) {
                refuse(
                        scope,
                        "it left the seed, but " + Quoted.of(users.iterator().next())
                                + (users.size() == 1 ? "" : " and " + (users.size() - 1) + " more")
                                + " still use it; take it from them, or put it back into the seed");
            }
        }
        if (leftovers.count() > options.maxDeletes()) {
            refusals.add(new Refusal(
                    "realm " + Quoted.of(seed.realm()),
                    leftovers.count() + " would be deleted, and --max-deletes is " + options.maxDeletes()
                            + "; look whether a seed file is missing, or raise it"));
        }
    }

    private RoleChange role(RoleSeed role) {
        RoleState standing = state.roles().get(role.name());
        DesiredRole desired = RoleMapping.desired(role, role.owner());
        RoleChange change = standing == null ? RoleChange.create(desired) : RoleChange.between(standing, desired);
        if (standing != null) {
            ownership.objection(standing, role.owner()).ifPresent(reason -> refuse(change, reason));
            if (options.createOnly()) {
                return RoleChange.only(role.name(), Action.NONE);
            }
        }
        checkNumber(change, role);
        return change;
    }

    private ScopeChange scope(ScopeSeed scope) {
        ScopeState standing = state.scopes().get(scope.name());
        DesiredScope desired = ScopeMapping.desired(scope, scope.owner(), standing);
        ScopeChange change = standing == null ? ScopeChange.create(desired) : ScopeChange.between(standing, desired);
        if (standing != null) {
            ownership.objection(standing, scope.owner()).ifPresent(reason -> refuse(change, reason));
            if (options.createOnly()) {
                return ScopeChange.only(scope.name(), Action.NONE);
            }
            checkMapperNames(change, standing);
        }
        if (desired.attributes().getOrDefault(AttributeNames.DESCRIPTOR, "").length() > LONGEST_OF_A_SCOPE) {
            refuse(
                    change,
                    "'displayNames', 'descriptions' and 'properties' together are longer than " + LONGEST_OF_A_SCOPE
                            + " characters; shorten them");
        }
        return change;
    }

    /** Side by side: each look at a weak secret costs milliseconds. */
    private Map<String, ClientChange> clientChanges() {
        return seed.clients().parallelStream()
                .collect(Collectors.toConcurrentMap(ClientSeed::clientId, this::change, (one, same) -> one));
    }

    private ClientChange change(ClientSeed client) {
        ClientState standing = state.clients().get(client.clientId());
        Set<String> scopes = support.defaultScopes(state);
        return standing == null
                ? ClientChange.create(ClientMapping.ofNew(client, client.owner(), scopes), state.at())
                : ClientChange.between(
                        standing, ClientMapping.ofExisting(client, client.owner(), scopes, standing), state.at());
    }

    private ClientChange client(ClientSeed client, ClientChange change) {
        ClientState standing = state.clients().get(client.clientId());
        if (standing != null) {
            ownership.objection(standing, client).ifPresent(reason -> refuse(change, reason));
            if (options.createOnly()) {
                return ClientChange.only(client.clientId(), Action.NONE);
            }
        }
        if (standing != null && "false".equals(standing.fields().get(ClientField.ENABLED))) {
            notes.add(change.subject() + " is disabled in Keycloak; apply leaves that");
        }
        new ClientCheck(client, standing, options).refusals(state.users()).forEach(reason -> refuse(change, reason));
        change.secrets().refusals().forEach(reason -> refuse(change, reason));
        change.secrets().notes().forEach(note -> notes.add(change.subject() + ": " + note));
        checkScopes(change);
        return change;
    }

    private void refuse(Entry entry, String reason) {
        refusals.add(new Refusal(entry.subject(), reason));
    }

    /** A list that can still grow. */
    private static <S, C> List<C> all(List<S> seeds, Function<S, C> plan) {
        return seeds.stream().map(plan).collect(Collectors.toCollection(ArrayList::new));
    }

    private void checkNumber(RoleChange change, RoleSeed role) {
        Set<String> renumbered = seed.roles().stream()
                .filter(other -> other.id() != null)
                .map(RoleSeed::name)
                .collect(Collectors.toSet());
        state.roles().values().stream()
                .filter(other -> role.id() != null && !renumbered.contains(other.name()))
                .filter(other -> other.attributes()
                        .getOrDefault(AttributeNames.ROLE_ID, List.of())
                        .contains(Long.toString(role.id())))
                .forEach(other ->
                        refuse(change, "its number " + role.id() + " belongs to the role " + Quoted.of(other.name())));
    }

    /** Keycloak would drop a scope that it doesn't know without a word. */
    private void checkScopes(ClientChange change) {
        Set<String> wanted = new HashSet<>(
                change.desired().optionalScopes() == null
                        ? Set.of()
                        : change.desired().optionalScopes());
        wanted.removeAll(seed.scopes().stream().map(ScopeSeed::name).toList());
        wanted.removeIf(name -> {
            ScopeState standing = state.scopes().get(name);
            return standing != null
                    && ScopeMapping.OIDC.equals(standing.fields().get(ScopeField.PROTOCOL));
        });
        wanted.stream()
                .sorted()
                .forEach(name -> refuse(
                        change,
                        "its scope " + Quoted.of(name)
                                + " is neither in the seed nor in Keycloak; define it, or make it there"));
    }

    private void checkMapperNames(ScopeChange change, ScopeState standing) {
        Set<String> wanted = new HashSet<>();
        if (change.desired().mappers() != null) {
            change.desired().mappers().forEach(mapper -> wanted.add(mapper.name()));
        }
        standing.mappers().stream()
                .filter(mapper -> wanted.contains(mapper.name()))
                .filter(mapper -> !mapper.type().equals(ScopeMapping.AUDIENCE_MAPPER))
                .forEach(mapper -> refuse(
                        change,
                        "its mapper " + Quoted.of(mapper.name()) + " is of another type; rename it in Keycloak"));
    }
}
