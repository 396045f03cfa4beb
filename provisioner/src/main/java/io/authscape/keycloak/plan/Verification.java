package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Looks after the work whether Keycloak now holds what it was told: some of it, it drops without a word. */
public final class Verification {

    private Verification() {}

    /**
     * What still differs, one refusal per role, scope or client.
     *
     * @param plan what was carried out; its unchanged entries are not looked at
     * @param after the realm read again
     */
    public static List<Refusal> remaining(Plan plan, RealmState after) {
        List<Refusal> remaining = new ArrayList<>();
        for (RoleChange done : plan.roles()) {
            if (done.action() != Action.NONE) {
                RoleState state = after.roles().get(done.name());
                report(remaining, subject(done), state == null ? null : differences(state, done.desired()));
            }
        }
        for (ScopeChange done : plan.scopes()) {
            if (done.action() != Action.NONE) {
                ScopeState state = after.scopes().get(done.name());
                report(remaining, subject(done), state == null ? null : differences(state, done.desired()));
            }
        }
        for (ClientChange done : plan.clients()) {
            if (done.action() != Action.NONE) {
                ClientState state = after.clients().get(done.clientId());
                report(remaining, subject(done), state == null ? null : differences(state, done.desired()));
            }
        }
        return remaining;
    }

    /** How a refusal names the role. */
    public static String subject(RoleChange role) {
        return "role " + Quoted.of(role.name());
    }

    /** How a refusal names the scope. */
    public static String subject(ScopeChange scope) {
        return "scope " + Quoted.of(scope.name());
    }

    /** How a refusal names the client. */
    public static String subject(ClientChange client) {
        return "client " + Quoted.of(client.clientId());
    }

    private static void report(List<Refusal> remaining, String subject, List<String> differences) {
        if (differences == null) {
            remaining.add(new Refusal(subject, "it was written, but Keycloak doesn't have it"));
        } else if (!differences.isEmpty()) {
            remaining.add(new Refusal(
                    subject, "it was written, but Keycloak still differs in " + String.join(", ", differences)));
        }
    }

    private static List<String> differences(RoleState state, DesiredRole desired) {
        return RoleChange.between(state, desired).attributes().stream()
                .map(Change::key)
                .toList();
    }

    private static List<String> differences(ScopeState state, DesiredScope desired) {
        ScopeChange change = ScopeChange.between(state, desired);
        return Stream.of(
                        change.fields().stream().map(field -> field.key().toString()),
                        change.attributes().stream().map(Change::key),
                        change.mappers().stream().map(mapper -> mapper.mapper().name()))
                .flatMap(names -> names)
                .toList();
    }

    private static List<String> differences(ClientState state, DesiredClient desired) {
        ClientChange change = ClientChange.between(state, desired);
        return Stream.of(
                        change.fields().stream().map(field -> field.key().toString()),
                        change.attributes().stream().map(Change::key),
                        Stream.of("secret").filter(secret -> change.secretChanges()),
                        Stream.of("default scopes")
                                .filter(scopes -> !change.defaultScopes().isEmpty()),
                        Stream.of("optional scopes")
                                .filter(scopes -> !change.optionalScopes().isEmpty()))
                .flatMap(names -> names)
                .toList();
    }
}
