package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.secret.SecretFetch;
import io.authscape.keycloak.secret.SecretFetch.Outcome;
import io.authscape.keycloak.secret.SecretStores;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.SecretAddress;
import io.authscape.keycloak.seed.SecretReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the secrets that a plan promises, just before it is carried out. First the sink, then Keycloak: whoever is
 * interrupted in between finds the secret in the sink the next time, and nothing is lost.
 */
final class GeneratedSecrets {

    private GeneratedSecrets() {}

    /** The same plan with its secrets made and put into their sinks; a failure ends the command before the first write. */
    static Plan fill(Plan plan, Terminal terminal) {
        List<ClientChange> waiting =
                plan.clients().stream().filter(GeneratedSecrets::waits).toList();
        if (waiting.isEmpty()) {
            return plan;
        }
        List<SecretAddress> sinks = waiting.stream()
                .map(client -> client.desired().secretSink().address())
                .toList();
        Map<SecretAddress, Outcome> made = SecretFetch.make(sinks, new SecretStores(terminal.env()));
        List<String> problems = new ArrayList<>();
        for (ClientChange client : waiting) {
            Outcome outcome = made.get(client.desired().secretSink().address());
            if (outcome.secret() == null) {
                problems.add(problem(client, outcome));
            }
        }
        if (!problems.isEmpty()) {
            problems.forEach(terminal.err()::println);
            throw new CommandFailure(ExitCodes.FAILED, "nothing was written to Keycloak");
        }
        return plan.withClients(client -> waits(client)
                ? client.withSecret(
                        made.get(client.desired().secretSink().address()).secret())
                : client);
    }

    private static boolean waits(ClientChange client) {
        return client.desired().generatesSecret() && client.action() != Action.NONE;
    }

    private static String problem(ClientChange client, Outcome outcome) {
        SecretReference sink = client.desired().secretSink();
        String reason = outcome.failure() == null
                ? "it was written, and can't be read back; check that this sign-in may read it"
                : outcome.failure();
        return sink.place() + ": error: no secret for client " + Quoted.of(client.name()) + " could be put into "
                + sink.written() + ": " + reason;
    }
}
