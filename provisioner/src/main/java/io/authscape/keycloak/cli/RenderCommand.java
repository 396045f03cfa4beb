package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.ImportFile;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.PlanOptions.Permit;
import io.authscape.keycloak.plan.Planner;
import io.authscape.keycloak.plan.UserState;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.DemoSecrets;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "render", description = "Write a seed as a realm file for Keycloak's --import-realm.")
final class RenderCommand implements Callable<Integer> {

    /** Whether the file has the clients' secrets. */
    enum Secrets {
        plain,
        none
    }

    private static final String STDOUT = "-";

    private final Terminal terminal;

    @Mixin
    private SeedOptions seedOptions;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description =
                    "Where to write; only you may read the file, for it has the secrets. - writes to stdout, but not"
                            + " to a terminal. [AUTHSCAPE_OUT]")
    private String out;

    @Option(
            names = "--secrets",
            paramLabel = "plain|none",
            defaultValue = "plain",
            description = "none leaves them out: Keycloak then makes them up, until an apply. Default: plain."
                    + " [AUTHSCAPE_SECRETS]")
    private Secrets secrets;

    @Option(
            names = "--allow-acts-as",
            description = "Let clients act as the users that the seed names by 'actsAs'. [AUTHSCAPE_ALLOW_ACTS_AS]")
    private boolean allowActsAs;

    RenderCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        boolean withSecrets = secrets == Secrets.plain;
        if (out.equals(STDOUT) && withSecrets && terminal.isInteractive()) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "the realm file has secrets, and stdout is a terminal; give --out FILE");
        }
        if (!out.equals(STDOUT)) {
            seedOptions.keepOut("--out", Path.of(out));
        }
        Seed read = seedOptions.read(terminal);
        Seed seed = withSecrets ? SeedSecrets.resolve(read, client -> true, terminal) : read;
        PlanOptions options = allowActsAs ? PlanOptions.permitting(Permit.ACTS_AS) : PlanOptions.NONE;
        Plan plan = Planner.plan(seed, ImportFile.freshRealm(users(seed)), options);
        if (plan.isRefused()) {
            plan.refusals().forEach(refusal -> terminal.err().println("error: " + refusal));
            throw new CommandFailure(ExitCodes.FAILED, "nothing was written");
        }
        warn(seed);
        Plan complete = withSecrets ? GeneratedSecrets.fill(plan, terminal) : plan;
        write(ImportFile.of(complete, withSecrets), withSecrets);
        return ExitCodes.DONE;
    }

    /** Whether they will be there, nobody can tell yet. */
    private static Map<Long, List<UserState>> users(Seed seed) {
        return seed.clients().stream()
                .map(ClientSeed::actsAs)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.toMap(number -> number, number -> List.of(new UserState("", true))));
    }

    private void warn(Seed seed) {
        seed.clients().stream().filter(client -> client.actsAs() != null).forEach(client -> terminal.err()
                .println("warning: client " + Quoted.of(client.clientId()) + " acts as user " + client.actsAs()
                        + ", who must be in the realm, or it gets no token"));
        seed.clients().stream().filter(DemoSecrets::areIn).forEach(client -> terminal.err()
                .println("warning: AuthScape's documents print the secret of client " + Quoted.of(client.clientId())
                        + "; give another one to a server that others reach"));
    }

    private void write(String realm, boolean withSecrets) {
        if (out.equals(STDOUT)) {
            terminal.out().print(realm);
            terminal.out().flush();
        } else {
            // Java's own temporary files are for their owner alone, and it becomes one.
            TextFile.writePrivate("--out", Path.of(out), realm);
        }
        terminal.err()
                .println("rendered " + (out.equals(STDOUT) ? "the realm" : out)
                        + (withSecrets ? " with the secrets of its clients: keep it from others" : " without secrets"));
        terminal.err()
                .println("Keycloak's import takes minutes for 1,000 clients, and skips a realm that exists: render"
                        + " makes the realm, apply keeps it.");
    }
}
