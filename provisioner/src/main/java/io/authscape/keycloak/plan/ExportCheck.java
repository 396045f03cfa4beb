package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.PlanOptions.Permit;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Plans an exported seed against the realm that it came from: what it would change there, no seed can say. */
public final class ExportCheck {

    private static final PlanOptions EVERYTHING =
            PlanOptions.permitting(Permit.ADOPTION, Permit.ACTS_AS, Permit.TYPE_CHANGE);

    private ExportCheck() {}

    /** One sentence per role, scope or client that an apply of the seed would change, and per one that it would refuse. */
    public static List<String> differences(Seed seed, RealmState state) {
        Plan plan = Planner.plan(seed, withUsers(seed, state), EVERYTHING);
        List<String> differences = new ArrayList<>();
        plan.refusals().forEach(refusal -> differences.add(refusal.toString()));
        plan.entries().filter(Entry::isWork).map(ExportCheck::sentence).forEach(differences::add);
        seed.clients().forEach(client -> differences.addAll(unsaid(client, state)));
        return differences;
    }

    /** What an apply here would leave alone, and in another realm would not make. */
    private static List<String> unsaid(ClientSeed client, RealmState state) {
        ClientState standing = state.clients().get(client.clientId());
        List<String> unsaid = new ArrayList<>();
        if (standing == null) {
            return unsaid;
        }
        if ("false".equals(standing.fields().get(ClientField.ENABLED))) {
            unsaid.add("it is disabled, which no seed can say; in another realm it would be enabled");
        }
        if ("true".equals(standing.fields().get(ClientField.BEARER_ONLY))) {
            unsaid.add("it is bearer-only and gets no tokens, which no seed can say; in another realm it would get"
                    + " some");
        } else if (!client.isPublic()
                && !client.hasKeys()
                && !standing.provesBySecret()
                && !standing.hasHashedSecrets()) {
            unsaid.add(
                    "how it proves itself (" + Quoted.of(standing.fields().get(ClientField.CLIENT_AUTHENTICATOR_TYPE))
                            + (ClientMapping.KEY_AUTHENTICATOR.equals(
                                            standing.fields().get(ClientField.CLIENT_AUTHENTICATOR_TYPE))
                                    ? " with keys at an address or in a certificate"
                                    : "")
                            + ") no seed can say; in another realm it would need a secret or a 'jsonWebKeySet'");
        }
        if (standing.hasHashedSecrets()) {
            SecretList.read(standing.attributes())
                    .alive(state.at())
                    .filter(secret -> secret.parsed().isPresent() && !secret.counts(state.at()))
                    .map(ExportCheck::leftOut)
                    .forEach(unsaid::add);
        }
        if (NetworkList.of(standing.attributes())
                .filter(list -> !list.isReadable())
                .isPresent()) {
            unsaid.add(
                    "its networks can't be read, so that it gets no tokens, which no seed can say; in another realm it"
                            + " would get them anywhere");
        }
        if (!standing.mappers().isEmpty()) {
            unsaid.add("its own protocol mappers " + Quoted.list(new TreeSet<>(standing.mappers()))
                    + " no seed can say; in another realm it would lack them");
        }
        return unsaid.stream()
                .map(sentence -> "client " + Quoted.of(client.clientId()) + ": " + sentence)
                .toList();
    }

    private static String leftOut(HashedSecret secret) {
        String name = "its secret " + Quoted.of(secret.id());
        return secret.pending()
                ? name + " belongs to a rotation that has not finished, and was left out; run 'authscape rotate' again,"
                        + " then export"
                : name + " counts only from " + secret.notBefore() + " on, which no seed can say; it was left out";
    }

    /** Whether some client can't be taken over by any seed, such as Keycloak's own or one for another protocol. */
    public static boolean holdsWhatNobodyMay(Seed seed, RealmState state) {
        Set<String> refused = Planner.plan(seed, withUsers(seed, state), EVERYTHING).refusals().stream()
                .map(Refusal::subject)
                .collect(Collectors.toSet());
        return seed.clients().stream()
                .map(ClientSeed::clientId)
                .filter(id -> !state.clients().get(id).attributes().containsKey(AttributeNames.MANAGED_BY))
                .anyMatch(id -> refused.contains("client " + Quoted.of(id)));
    }

    private static String sentence(Entry entry) {
        return entry.subject() + ": an apply would change "
                + entry.differences().stream().map(Difference::field).collect(Collectors.joining(", "));
    }

    /** Whether they are there is not the export's matter. */
    private static RealmState withUsers(Seed seed, RealmState state) {
        Map<Long, List<UserState>> users = seed.clients().stream()
                .map(ClientSeed::actsAs)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.toMap(number -> number, number -> List.of(new UserState("", true))));
        return new RealmState(
                state.roles(),
                state.scopes(),
                state.clients(),
                users,
                state.coverage(),
                state.notes(),
                state.hasJar(),
                state.enforcement(),
                state.hashedSecrets(),
                state.networkLimits(),
                state.at());
    }
}
