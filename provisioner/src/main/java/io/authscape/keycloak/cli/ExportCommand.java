package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.plan.Export;
import io.authscape.keycloak.plan.ExportCheck;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.seed.Problem;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.seed.SeedReader;
import io.authscape.keycloak.seed.SeedText;
import io.authscape.keycloak.seed.SeedWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "export", description = "Write what a realm has as a seed file that changes nothing.")
final class ExportCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ServerOption server;

    @Mixin
    private LoginOptions loginOptions;

    @Option(names = "--realm", paramLabel = "REALM", required = true, description = "The realm. [AUTHSCAPE_REALM]")
    private String realm;

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            description = "Everything that this owner holds. Default: the only owner of the realm. [AUTHSCAPE_OWNER]")
    private String owner;

    @Option(
            names = "--client",
            paramLabel = "ID",
            description = "This client, also one that no seed made; repeatable. [AUTHSCAPE_CLIENT]")
    private List<String> clients = new ArrayList<>();

    @Option(
            names = "--as-owner",
            paramLabel = "OWNER",
            description = "The seed's owner, for clients that no seed made. [AUTHSCAPE_AS_OWNER]")
    private String asOwner;

    @Option(
            names = "--secret-references",
            description =
                    "Write a reference such as $${env:BACKGROUND_SERVICE_SECRET} for each plain secret; without it,"
                            + " they are left out, and an apply leaves them as they are. [AUTHSCAPE_SECRET_REFERENCES]")
    private boolean secretReferences;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write; default: stdout. [AUTHSCAPE_OUT]")
    private Path out;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RealmState state;
        try (RemoteRealm remote = server.open(terminal, realm, loginOptions.login(terminal))) {
            state = remote.readAll();
        }
        Seed seed = clients.isEmpty() ? ofOwner(state) : ofClients(state);
        Map<String, String> secrets = secretReferences ? SecretNames.references(seed, state) : Map.of();
        String text = SeedWriter.write(seed, secrets);
        write(text, seed);
        terminal.err()
                .println("exported "
                        + (seed.roles().isEmpty() ? "" : Counted.of(seed.roles().size(), "role") + ", ")
                        + Counted.of(seed.scopes().size(), "scope") + " and "
                        + Counted.of(seed.clients().size(), "client") + " of realm " + Quoted.of(realm));
        ExportCheck.differences(seed, state).forEach(line -> terminal.err().println("warning: " + line));
        return isValid(text, secrets) && !ExportCheck.holdsWhatNobodyMay(seed, state)
                ? ExitCodes.DONE
                : ExitCodes.FAILED;
    }

    /** What somebody made by hand may break the rules for seeds: a wildcard in an address, say. */
    private boolean isValid(String text, Map<String, String> secrets) {
        Map<String, String> env = secrets.values().stream()
                .collect(Collectors.toMap(SecretNames::variableOf, reference -> "not known here"));
        SeedText file = new SeedText(out == null ? "stdout" : out.toString(), text, Path.of(""));
        List<Problem> errors = new SeedReader(env)
                .read(file).problems().stream().filter(Problem::isError).toList();
        errors.forEach(terminal.err()::println);
        return errors.isEmpty();
    }

    private Seed ofOwner(RealmState state) {
        if (asOwner != null) {
            throw new CommandFailure(ExitCodes.USAGE, "--as-owner goes with --client; give the clients");
        }
        Set<String> owners = Export.owners(state);
        if (owner == null && owners.size() > 1) {
            throw new CommandFailure(
                    ExitCodes.USAGE,
                    "the realm has several owners: " + Quoted.list(owners)
                            + "; choose one by --owner, for a seed has one");
        }
        if (owners.isEmpty() || (owner != null && !owners.contains(owner))) {
            throw new CommandFailure(
                    ExitCodes.FAILED,
                    (owner == null ? "no seed made anything" : Quoted.of(owner) + " holds nothing") + " in realm "
                            + Quoted.of(realm) + "; name clients by --client and their new owner by --as-owner");
        }
        return Export.ofOwner(realm, owner == null ? owners.iterator().next() : owner, state);
    }

    private Seed ofClients(RealmState state) {
        if (owner != null) {
            throw new CommandFailure(ExitCodes.USAGE, "--owner and --client exclude each other; leave one out");
        }
        for (String client : clients) {
            if (!state.clients().containsKey(client)) {
                throw new CommandFailure(
                        ExitCodes.FAILED, "the realm " + Quoted.of(realm) + " has no client " + Quoted.of(client));
            }
        }
        return Export.ofClients(realm, newOwner(state), clients, state);
    }

    private String newOwner(RealmState state) {
        if (asOwner != null) {
            return asOwner;
        }
        Set<String> owners = Export.ownersOf(clients, state);
        if (owners.size() != 1 || owners.contains("")) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "the clients don't have one owner; name the seed's by --as-owner");
        }
        return owners.iterator().next();
    }

    private void write(String text, Seed seed) {
        if (out == null) {
            terminal.out().print(text);
            terminal.out().flush();
        } else if (holdsHashes(seed)) {
            // Whoever reads the hashes of weak secrets can guess those.
            TextFile.writeNewPrivate("--out", out, text);
        } else {
            TextFile.write("--out", out, text);
        }
    }

    private static boolean holdsHashes(Seed seed) {
        return seed.clients().stream()
                .flatMap(client -> client.secrets().stream())
                .anyMatch(secret -> secret.hash() != null);
    }
}
