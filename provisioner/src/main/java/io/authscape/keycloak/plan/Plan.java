package io.authscape.keycloak.plan;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Everything that has to be done so that a realm holds what a seed wants. A pure value: who carries it out needs no
 * seed any more.
 *
 * @param roles one entry per role of the seed, in its order, {@link Action#NONE} included
 * @param scopes one entry per scope of the seed, in its order, {@link Action#NONE} included
 * @param clients one entry per client of the seed, in its order, {@link Action#NONE} included
 * @param refusals if there is any, nothing of the plan may be carried out
 */
public record Plan(
        String realm,
        List<RoleChange> roles,
        List<ScopeChange> scopes,
        List<ClientChange> clients,
        List<Refusal> refusals) {

    public Plan {
        roles = List.copyOf(roles);
        scopes = List.copyOf(scopes);
        clients = List.copyOf(clients);
        refusals = List.copyOf(refusals);
    }

    /** The same plan with each client's change replaced. */
    public Plan withClients(UnaryOperator<ClientChange> replacement) {
        return new Plan(realm, roles, scopes, clients.stream().map(replacement).toList(), refusals);
    }

    public boolean isRefused() {
        return !refusals.isEmpty();
    }

    public boolean hasNothingToDo() {
        return count(Action.NONE) == roles.size() + scopes.size() + clients.size();
    }

    /** Whether it writes to a realm role, which needs a right of its own. */
    public boolean writesRoles() {
        return roles.stream().anyMatch(role -> role.action() != Action.NONE);
    }

    /** How many roles, scopes and clients the plan does this to. */
    public long count(Action action) {
        return Stream.of(
                        roles.stream().map(RoleChange::action),
                        scopes.stream().map(ScopeChange::action),
                        clients.stream().map(ClientChange::action))
                .flatMap(actions -> actions)
                .filter(action::equals)
                .count();
    }
}
