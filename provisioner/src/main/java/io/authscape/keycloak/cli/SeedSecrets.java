package io.authscape.keycloak.cli;

import io.authscape.keycloak.secret.SecretFetch;
import io.authscape.keycloak.secret.SecretFetch.Outcome;
import io.authscape.keycloak.secret.SecretStores;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.SecretAddress;
import io.authscape.keycloak.seed.SecretReference;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Asks the stores for the secrets that a seed only refers to. */
final class SeedSecrets {

    /** What Keycloak has room for. */
    private static final int LONGEST = 255;

    private SeedSecrets() {}

    /**
     * The same seed with the secrets of those clients filled in that are needed. One whose sink is still empty stays
     * unknown. What can't be had is told for all clients at once, and ends the command.
     */
    static Seed resolve(Seed seed, Predicate<ClientSeed> isNeeded, Terminal terminal) {
        List<ClientSeed> asked = seed.clients().stream()
                .filter(client -> elsewhere(client).findAny().isPresent())
                .filter(isNeeded)
                .toList();
        if (asked.isEmpty()) {
            return seed;
        }
        List<SecretAddress> addresses = asked.stream()
                .flatMap(SeedSecrets::elsewhere)
                .map(SecretReference::address)
                .toList();
        Map<SecretAddress, Outcome> found = SecretFetch.read(addresses, new SecretStores(terminal.env()));
        List<String> problems = new ArrayList<>();
        for (ClientSeed client : asked) {
            elsewhere(client).forEach(reference -> problem(client, reference, found.get(reference.address()))
                    .ifPresent(problems::add));
        }
        if (!problems.isEmpty()) {
            problems.forEach(terminal.err()::println);
            throw new CommandFailure(ExitCodes.FAILED, "nothing was written");
        }
        return seed.withClients(client -> client.withSecrets(
                client.secrets().stream().map(secret -> filled(secret, found)).toList()));
    }

    private static Stream<SecretReference> elsewhere(ClientSeed client) {
        return client.secrets().stream().filter(SecretSeed::isElsewhere).map(SecretSeed::reference);
    }

    private static SecretSeed filled(SecretSeed secret, Map<SecretAddress, Outcome> found) {
        Outcome outcome = secret.isElsewhere() ? found.get(secret.reference().address()) : null;
        return outcome == null || outcome.secret() == null ? secret : secret.found(outcome.secret(), outcome.source());
    }

    private static Optional<String> problem(ClientSeed client, SecretReference reference, Outcome outcome) {
        String what = null;
        if (outcome.failure() != null) {
            what = "can't be read from " + reference.written() + ": " + outcome.failure();
        } else if (outcome.secret() == null && !reference.generate()) {
            what = "is not in " + reference.written() + "; put it there, or correct the reference";
        } else if (outcome.secret() != null && outcome.secret().reveal().length() > LONGEST) {
            what = "in " + reference.written() + " is longer than " + LONGEST + " characters; shorten it";
        }
        return Optional.ofNullable(what)
                .map(text -> reference.place() + ": error: the secret of client " + Quoted.of(client.clientId()) + " "
                        + text);
    }
}
