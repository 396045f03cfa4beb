package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans an exported seed against the realm that it came from: what it would change there, no seed can say. */
public final class ExportCheck {

    private ExportCheck() {}

    /** One sentence per role, scope or client that an apply of the seed would change, and per one that it would refuse. */
    public static List<String> differences(Seed seed, RealmState state) {
        Plan plan = Planner.plan(seed, withUsers(seed, state), new PlanOptions(true, true));
        List<String> differences = new ArrayList<>();
        plan.refusals().forEach(refusal -> differences.add(refusal.toString()));
        plan.roles().stream()
                .filter(role -> role.action() != Action.NONE)
                .map(role -> sentence(Verification.subject(role), Stream.of(keys(role.attributes()))))
                .forEach(differences::add);
        plan.scopes().stream()
                .filter(scope -> scope.action() != Action.NONE)
                .map(scope -> sentence(
                        Verification.subject(scope),
                        Stream.of(
                                keys(scope.fields()),
                                keys(scope.attributes()),
                                scope.mappers().stream()
                                        .map(mapper -> mapper.mapper().name()))))
                .forEach(differences::add);
        plan.clients().stream()
                .filter(client -> client.action() != Action.NONE)
                .map(client -> sentence(
                        Verification.subject(client),
                        Stream.of(
                                keys(client.fields()),
                                keys(client.attributes()),
                                scopes("default scope", client.defaultScopes()),
                                scopes("optional scope", client.optionalScopes()))))
                .forEach(differences::add);
        seed.clients().stream()
                .filter(client -> "false".equals(enabled(client, state)))
                .forEach(client -> differences.add("client " + Quoted.of(client.clientId())
                        + ": it is disabled, which no seed can say; in another realm it would be enabled"));
        return differences;
    }

    private static RealmState withUsers(Seed seed, RealmState state) {
        Map<Long, List<UserState>> users = seed.clients().stream()
                .map(ClientSeed::actsAs)
                .filter(number -> number != null)
                .distinct()
                .collect(Collectors.toMap(number -> number, number -> List.of(new UserState("", true))));
        return new RealmState(state.roles(), state.scopes(), state.clients(), users);
    }

    private static String sentence(String subject, Stream<Stream<String>> keys) {
        return subject + ": an apply would change "
                + keys.flatMap(names -> names).collect(Collectors.joining(", "));
    }

    private static <K> Stream<String> keys(List<Change<K>> changes) {
        return changes.stream().map(change -> change.key().toString());
    }

    private static Stream<String> scopes(String kind, ScopeDelta delta) {
        return Stream.concat(delta.attach().stream(), delta.detach().stream()).map(scope -> kind + " " + scope);
    }

    private static String enabled(ClientSeed client, RealmState state) {
        ClientState standing = state.clients().get(client.clientId());
        return standing == null ? "" : standing.fields().get(ClientField.ENABLED);
    }
}
