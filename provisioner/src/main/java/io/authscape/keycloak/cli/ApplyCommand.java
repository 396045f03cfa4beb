package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.Planner;
import io.authscape.keycloak.plan.RealmQuery;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.nio.file.Path;
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

    @Mixin
    private PlanningOptions planning;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "Do what this plan says, with its switches, or nothing if it would be another plan by now."
                    + " [AUTHSCAPE_PLAN]")
    private Path planFile;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write what was done to this file, as JSON. [AUTHSCAPE_REPORT]")
    private Path reportFile;

    @Option(
            names = "--verify-token",
            description = "Ask for a token as each client that was written, and look into it. [AUTHSCAPE_VERIFY_TOKEN]")
    private boolean verifyToken;

    ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PlanFile reviewed = planFile == null ? null : PlanFile.read(planFile);
        if (reviewed != null) {
            planning.set(reviewed.options());
        }
        Seed seed = seedOptions.read(terminal);
        planning.refuseDemoSecrets(seed, server);
        PlanOptions options = planning.options();
        try (RemoteRealm realm = server.open(terminal, seed.realm(), loginOptions.login(terminal))) {
            Plan plan = Planner.plan(seed, realm.read(RealmQuery.of(seed, options)), options);
            if (reviewed != null) {
                reviewed.check(plan, server.uri().toString());
            }
            return carryOut(plan, seed, realm);
        }
    }

    private int carryOut(Plan plan, Seed seed, RemoteRealm realm) {
        plan.notes().forEach(note -> terminal.err().println("note: " + note));
        if (plan.isRefused()) {
            plan.refusals().forEach(refusal -> terminal.err().println("error: " + refusal));
            throw new CommandFailure(ExitCodes.FAILED, "nothing was written");
        }
        ApplyReport report = new ApplyReport(terminal, plan);
        if (plan.hasNothingToDo()) {
            terminal.out()
                    .println("Nothing to do: realm " + Quoted.of(plan.realm()) + " already matches "
                            + seedOptions.file());
        } else {
            realm.checkRights(plan);
            carryOut(plan, realm, report);
            if (verifyToken) {
                new TokenCheck(seed, server, terminal).look(report);
            }
        }
        return report.finish(reportFile);
    }

    private void carryOut(Plan plan, RemoteRealm realm, ApplyReport report) {
        try {
            realm.carryOut(plan, report);
        } catch (RuntimeException e) {
            report.interrupted(reportFile);
            terminal.err().println("apply was interrupted; run it again to finish");
            throw e;
        }
    }
}
