package io.authscape.keycloak.plan;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that has to be done so that a realm holds what a seed wants. A pure value: who carries it out needs no
 * seed any more.
 *
 * @param scopes one entry per scope of the seed, in its order, {@link Action#NONE} included
 * @param clients one entry per client of the seed, in its order, {@link Action#NONE} included
 * @param refusals if there is any, nothing of the plan may be carried out
 */
public record Plan(String realm, List<ScopeChange> scopes, List<ClientChange> clients, List<Refusal> refusals) {

    public Plan {
        scopes = List.copyOf(scopes);
        clients = List.copyOf(clients);
        refusals = List.copyOf(refusals);
    }

    public boolean isRefused() {
        return !refusals.isEmpty();
    }

    public boolean hasNothingToDo() {
        return count(Action.NONE) == scopes.size() + clients.size();
    }

    /** How many scopes and clients the plan does this to. */
    public long count(Action action) {
        return Stream.concat(
                        scopes.stream().map(ScopeChange::action),
                        clients.stream().map(ClientChange::action))
                .filter(action::equals)
                .count();
    }
}
