package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.Planner;
import io.authscape.keycloak.plan.RealmQuery;
import io.authscape.keycloak.seed.DemoSecrets;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "apply", description = "Make a realm hold what a seed file says.")
final class ApplyCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private SeedOptions seedOptions;

    @Mixin
    private ServerOption server;

    @Mixin
    private LoginOptions loginOptions;

    @Option(
            names = "--allow-demo-secrets",
            description = "Accept secrets that AuthScape's documents print on a server that isn't on loopback."
                    + " [AUTHSCAPE_ALLOW_DEMO_SECRETS]")
    private boolean allowDemoSecrets;

    @Option(
            names = "--allow-type-change",
            description = "Let a client that exists become public, or confidential. [AUTHSCAPE_ALLOW_TYPE_CHANGE]")
    private boolean allowTypeChange;

    @Option(
            names = "--allow-acts-as",
            description = "Let clients act as the users that the seed names by 'actsAs'. [AUTHSCAPE_ALLOW_ACTS_AS]")
    private boolean allowActsAs;

    ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Seed seed = SeedSecrets.resolve(seedOptions.read(terminal), client -> true, terminal);
        refuseDemoSecrets(seed);
        try (RemoteRealm realm = RemoteRealm.open(server.uri(), seed.realm(), loginOptions.login(terminal))) {
            PlanOptions options = new PlanOptions(allowTypeChange, allowActsAs);
            return carryOut(Planner.plan(seed, realm.read(RealmQuery.of(seed, options)), options), realm);
        }
    }

    private int carryOut(Plan plan, RemoteRealm realm) {
        if (plan.isRefused()) {
            plan.refusals().forEach(refusal -> terminal.err().println("error: " + refusal));
            throw new CommandFailure(ExitCodes.FAILED, "nothing was written");
        }
        if (plan.hasNothingToDo()) {
            terminal.out()
                    .println("Nothing to do: realm " + Quoted.of(plan.realm()) + " already matches "
                            + seedOptions.file());
            return ExitCodes.DONE;
        }
        realm.checkRights(plan);
        Plan complete = GeneratedSecrets.fill(plan, terminal);
        ApplyReport report = new ApplyReport(terminal);
        try {
            realm.carryOut(complete, report);
        } catch (RuntimeException e) {
            terminal.err().println("apply was interrupted; run it again to finish");
            throw e;
        }
        return report.finish(plan);
    }

    private void refuseDemoSecrets(Seed seed) {
        List<String> demo = seed.clients().stream()
                .filter(client -> client.secret() != null && DemoSecrets.contains(client.secret()))
                .map(client -> Quoted.of(client.clientId()))
                .toList();
        if (!demo.isEmpty() && !server.isLoopback() && !allowDemoSecrets) {
            throw new CommandFailure(
                    ExitCodes.FAILED,
                    "AuthScape's documents print the secret of " + String.join(", ", demo)
                            + "; give other secrets, or --allow-demo-secrets if this server may be open to everybody");
        }
    }
}
