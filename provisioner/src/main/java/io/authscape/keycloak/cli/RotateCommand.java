package io.authscape.keycloak.cli;

import io.authscape.keycloak.cli.SecretRotation.Outcome;
import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rotate",
        description = "Give clients new secrets in the stores that the seed names; the old ones run out later.")
final class RotateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private SeedOptions seedOptions;

    @Mixin
    private ServerOption server;

    @Mixin
    private LoginOptions loginOptions;

    @Parameters(
            paramLabel = "CLIENT",
            arity = "0..*",
            description = "The clients' ids. None: with --older-than, all of the seed that are due.")
    private List<String> clients = new ArrayList<>();

    @Option(
            names = "--grace",
            paramLabel = "TIME",
            converter = Period.class,
            defaultValue = "24h",
            description = "How long the old secret still counts: 45s, 30m, 24h, 7d. Default: ${DEFAULT-VALUE}."
                    + " [AUTHSCAPE_GRACE]")
    private Duration grace;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            converter = Period.class,
            description = "Only secrets that are at least as old, such as 90d. [AUTHSCAPE_OLDER_THAN]")
    private Duration age;

    RotateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (clients.isEmpty() && age == null) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "name the clients to rotate, or give --older-than to rotate all that are due");
        }
        Seed seed = seedOptions.readWithoutWarnings(terminal);
        List<ClientSeed> chosen = clients.isEmpty() ? rotatable(seed) : named(seed);
        try (RemoteRealm realm = server.open(terminal, seed.realm(), loginOptions.login(terminal))) {
            SecretRotation rotation = new SecretRotation(realm.secretLists(), terminal.env(), grace, Clock.systemUTC());
            int failed = 0;
            for (ClientSeed client : chosen) {
                Outcome outcome = rotation.rotate(client, Optional.ofNullable(age));
                failed += outcome.failed() ? 1 : 0;
                (outcome.failed() ? terminal.err() : terminal.out())
                        .println((outcome.failed() ? "error: " : "") + "client " + Quoted.of(client.clientId()) + ": "
                                + outcome.words());
                terminal.out().flush();
            }
            return failed == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }

    private List<ClientSeed> named(Seed seed) {
        List<ClientSeed> named = new ArrayList<>();
        for (String id : clients) {
            ClientSeed client = seed.clients().stream()
                    .filter(candidate -> candidate.clientId().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCodes.USAGE, "the seed has no client " + Quoted.of(id) + "; nothing was rotated"));
            SecretRotation.objection(client).ifPresent(why -> {
                throw new CommandFailure(
                        ExitCodes.FAILED,
                        "client " + Quoted.of(id) + " can't be rotated: " + why + "; nothing was rotated");
            });
            named.add(client);
        }
        return named;
    }

    /** A job that runs each night has to get by with clients that somebody else rotates; it says which. */
    private List<ClientSeed> rotatable(Seed seed) {
        List<ClientSeed> rotatable = new ArrayList<>();
        for (ClientSeed client : seed.clients()) {
            if (!client.hasSecret()) {
                continue;
            }
            Optional<String> objection = SecretRotation.objection(client);
            if (objection.isPresent()) {
                terminal.err()
                        .println("note: client " + Quoted.of(client.clientId()) + " is left alone: " + objection.get());
            } else {
                rotatable.add(client);
            }
        }
        return rotatable;
    }
}
