package io.authscape.keycloak.plan;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Everything that has to be done so that a realm holds what a seed wants. A pure value: who carries it out needs no
 * seed any more.
 *
 * @param roles one entry per role of the seed, in its order, {@link Action#NONE} included; then those to delete
 * @param scopes one entry per scope of the seed, in its order, {@link Action#NONE} included; then those to delete
 * @param clients one entry per client of the seed, in its order, {@link Action#NONE} included; then those to delete
 * @param refusals if there is any, nothing of the plan may be carried out
 * @param notes what a reviewer should know besides
 */
public record Plan(
        String realm,
        List<RoleChange> roles,
        List<ScopeChange> scopes,
        List<ClientChange> clients,
        List<Refusal> refusals,
        List<String> notes) {

    public Plan {
        roles = List.copyOf(roles);
        scopes = List.copyOf(scopes);
        clients = List.copyOf(clients);
        refusals = List.copyOf(refusals);
        notes = List.copyOf(notes);
    }

    /** The same plan with each client's change replaced. */
    public Plan withClients(UnaryOperator<ClientChange> replacement) {
        return new Plan(realm, roles, scopes, clients.stream().map(replacement).toList(), refusals, notes);
    }

    public boolean isRefused() {
        return !refusals.isEmpty();
    }

    public boolean hasNothingToDo() {
        return entries().noneMatch(Entry::isWork);
    }

    /** Whether it writes to a client or a client scope. */
    public boolean writesClientsOrScopes() {
        return clients.stream().anyMatch(Entry::isWork) || scopes.stream().anyMatch(Entry::isWork);
    }

    /** Whether it writes to a realm role, which needs a right of its own. */
    public boolean writesRoles() {
        return roles.stream().anyMatch(Entry::isWork);
    }

    /** How many roles, scopes and clients the plan does this to. */
    public long count(Action action) {
        return entries().map(Entry::action).filter(action::equals).count();
    }

    /** Roles, scopes and clients. */
    public Stream<Entry> entries() {
        return Stream.of(roles, scopes, clients).flatMap(List::stream);
    }
}
