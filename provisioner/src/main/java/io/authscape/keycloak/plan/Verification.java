package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Optional;

/** Looks after the work whether Keycloak now holds what it was told: some of it, it drops without a word. */
public final class Verification {

    private final RealmState after;

    /**
     * @param after the realm read again
     */
    public Verification(RealmState after) {
        this.after = after;
    }

    /** What still differs from what an entry of a plan wanted; empty if nothing does. */
    public Optional<Refusal> remaining(Entry done) {
        if (done.action() == Action.DELETE) {
            return stands(done)
                    ? Optional.of(new Refusal(done.subject(), "it was deleted, but Keycloak still has it"))
                    : Optional.empty();
        }
        if (!stands(done)) {
            return Optional.of(new Refusal(done.subject(), "it was written, but Keycloak doesn't have it"));
        }
        List<String> fields =
                again(done).differences().stream().map(Difference::field).toList();
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(
                        done.subject(), "it was written, but Keycloak still differs in " + String.join(", ", fields)));
    }

    private boolean stands(Entry entry) {
        if (entry instanceof RoleChange) {
            return after.roles().containsKey(entry.name());
        }
        return entry instanceof ScopeChange
                ? after.scopes().containsKey(entry.name())
                : after.clients().containsKey(entry.name());
    }

    private Entry again(Entry entry) {
        if (entry instanceof RoleChange role) {
            return RoleChange.between(after.roles().get(role.name()), role.desired());
        }
        return entry instanceof ScopeChange scope
                ? ScopeChange.between(after.scopes().get(scope.name()), scope.desired())
                : ClientChange.between(after.clients().get(entry.name()), ((ClientChange) entry).desired(), after.at());
    }
}
