package io.authscape.keycloak.cli;

import io.authscape.keycloak.cli.RotationChoice.Chosen;
import io.authscape.keycloak.cli.SecretRotation.Outcome;
import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.seed.Seed;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
            names = "--secret-id",
            paramLabel = "ID",
            description = "Only the secret that the seed calls so. Default: all of the client. [AUTHSCAPE_SECRET_ID]")
    private String secretId;

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
        if (clients.isEmpty() && secretId != null) {
            throw new CommandFailure(ExitCodes.USAGE, "--secret-id names a secret of a client; name the client, too");
        }
        Seed seed = seedOptions.readWithoutWarnings(terminal);
        RotationChoice choice = new RotationChoice(seed);
        Consumer<String> note = why -> terminal.err().println("note: " + why);
        List<Chosen> chosen = clients.isEmpty() ? choice.all(note) : choice.named(clients, secretId, note);
        try (RemoteRealm realm = server.open(terminal, seed.realm(), loginOptions.login(terminal))) {
            SecretRotation rotation = new SecretRotation(realm.secretLists(), terminal.env(), grace, Clock.systemUTC());
            int failed = 0;
            for (Chosen next : chosen) {
                Outcome outcome = rotation.rotate(next, Optional.ofNullable(age));
                failed += outcome.failed() ? 1 : 0;
                tell(next, outcome);
            }
            return failed == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
        }
    }

    private void tell(Chosen chosen, Outcome outcome) {
        if (outcome.failed()) {
            terminal.err().println("error: " + chosen.title() + ": " + outcome.words());
        } else {
            terminal.out().println(chosen.title() + ": " + outcome.words());
            terminal.out().flush();
        }
    }
}
