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
import io.authscape.keycloak.seed.SecretSeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the secrets that a plan promises, just before it is carried out. First the sink, then Keycloak: whoever is
 * interrupted in between finds the secret in the sink the next time, and nothing is lost.
 */
final class GeneratedSecrets {

    private GeneratedSecrets() {}

    /** The same plan with its secrets made and put into their sinks; a failure ends the command before the first write. */
    static Plan fill(Plan plan, Terminal terminal) {
        List<ClientChange> waiting = plan.clients().stream()
                .filter(client -> sinks(client).findAny().isPresent())
                .toList();
        if (waiting.isEmpty()) {
            return plan;
        }
        List<SecretAddress> sinks = waiting.stream()
                .flatMap(GeneratedSecrets::sinks)
                .map(SecretReference::address)
                .toList();
        Map<SecretAddress, Outcome> made = SecretFetch.make(sinks, new SecretStores(terminal.env()));
        List<String> problems = new ArrayList<>();
        for (ClientChange client : waiting) {
            sinks(client)
                    .filter(sink -> made.get(sink.address()).secret() == null)
                    .forEach(sink -> problems.add(problem(client, sink, made.get(sink.address()))));
        }
        if (!problems.isEmpty()) {
            problems.forEach(terminal.err()::println);
            throw new CommandFailure(ExitCodes.FAILED, "nothing was written to Keycloak");
        }
        return plan.withClients(client -> client.withSecrets(secret -> filled(secret, made)));
    }

    private static Stream<SecretReference> sinks(ClientChange client) {
        return client.action() == Action.NONE
                ? Stream.empty()
                : client.desired().secretsToMake().stream().map(SecretSeed::reference);
    }

    private static SecretSeed filled(SecretSeed secret, Map<SecretAddress, Outcome> made) {
        Outcome outcome = secret.isToBeMade() ? made.get(secret.reference().address()) : null;
        if (outcome == null) {
            return secret;
        }
        return outcome.made()
                ? secret.made(outcome.secret(), outcome.source())
                : secret.found(outcome.secret(), outcome.source());
    }

    private static String problem(ClientChange client, SecretReference sink, Outcome outcome) {
        String reason = outcome.failure() == null
                ? "it was written, and can't be read back; check that this sign-in may read it"
                : outcome.failure();
        return sink.place() + ": error: no secret for client " + Quoted.of(client.name()) + " could be put into "
                + sink.written() + ": " + reason;
    }
}
