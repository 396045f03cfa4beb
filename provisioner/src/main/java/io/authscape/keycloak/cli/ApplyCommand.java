package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.token.TokenEndpoint;
import java.net.URI;
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
            description =
                    "Do what this plan says, with its seed and its switches, or nothing if it would be another by now."
                            + " [AUTHSCAPE_PLAN]")
    private Path planFile;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write what was done to this file, as JSON. [AUTHSCAPE_REPORT]")
    private Path report;

    @Option(
            names = "--verify-token",
            description = "Ask for a token as each client that was written, and look into it. [AUTHSCAPE_VERIFY_TOKEN]")
    private boolean verifyToken;

    ApplyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TextFile.keepApart("--plan", planFile, "--report", report);
        PlanFile reviewed = planFile == null ? null : PlanFile.read(planFile);
        if (reviewed != null) {
            planning.take(reviewed.options());
            seedOptions.complete(reviewed.seed());
        }
        seedOptions.keepOut("--report", report);
        ReportFile reportFile = ReportFile.begin(report);
        Seed seed = seedOptions.read(terminal);
        planning.refuseDemoSecrets(seed, server);
        try (RemoteRealm realm = server.open(terminal, seed.realm(), loginOptions.login(terminal))) {
            Planned planned = planning.plan(seed, realm, server, terminal);
            if (reviewed != null) {
                reviewed.check(planned.plan(), server.uri().toString());
            }
            return carryOut(planned, realm, reportFile);
        }
    }

    private int carryOut(Planned planned, RemoteRealm realm, ReportFile reportFile) {
        Plan plan = planned.plan();
        plan.notes().forEach(note -> terminal.err().println("note: " + note));
        if (plan.isRefused()) {
            reportFile.refused(plan);
            plan.refusals().forEach(refusal -> terminal.err().println("error: " + refusal));
            throw new CommandFailure(ExitCodes.FAILED, "nothing was written");
        }
        if (plan.hasNothingToDo()) {
            terminal.out().println(planning.nothingToDo(plan.realm(), seedOptions.file()));
            return new ApplyReport(terminal, plan, reportFile).finish();
        }
        realm.checkRights(plan);
        Plan complete = GeneratedSecrets.fill(plan, terminal);
        reportFile.begun(complete);
        ApplyReport told = new ApplyReport(terminal, complete, reportFile);
        carryOut(complete, realm, told);
        if (verifyToken) {
            URI endpoint = TokenEndpoint.of(server.uri(), complete.realm(), planned.tokenPath());
            new TokenCheck(planned, complete, endpoint, new TokenEndpoint(server.tls(terminal))).look(told);
        }
        return told.finish();
    }

    private void carryOut(Plan plan, RemoteRealm realm, ApplyReport told) {
        Thread atTheEnd = new Thread(told::killed, "apply-interrupted");
        Runtime.getRuntime().addShutdownHook(atTheEnd);
        try {
            realm.carryOut(plan, told);
        } catch (RuntimeException e) {
            if (removed(atTheEnd)) {
                told.interrupted();
            }
            throw e;
        }
        removed(atTheEnd);
    }

    /** False if the process is ending by a signal: then the hook speaks. */
    private static boolean removed(Thread hook) {
        try {
            return Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
