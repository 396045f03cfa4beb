package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.plan.doctor.Doctor;
import io.authscape.keycloak.plan.doctor.DoctorOptions;
import io.authscape.keycloak.plan.doctor.Finding;
import io.authscape.keycloak.plan.doctor.RealmFacts;
import io.authscape.keycloak.plan.doctor.Severity;
import io.authscape.keycloak.plan.doctor.Uninstall;
import io.authscape.keycloak.plan.doctor.UninstallStep;
import io.authscape.keycloak.seed.Seed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "doctor", description = "Tell what is unsafe in a realm, and how to mend it; changes nothing.")
final class DoctorCommand implements Callable<Integer> {

    /** From which severity on the exit code says so. */
    enum FailOn {
        error,
        warning,
        info,
        never
    }

    private final Terminal terminal;

    @Mixin
    private SeedOptions seedOptions;

    @Mixin
    private ServerOption server;

    @Mixin
    private LoginOptions loginOptions;

    @Option(
            names = "--fail-on",
            paramLabel = "error|warning|info|never",
            defaultValue = "error",
            description = "Exit code 1 if anything as bad is found. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_FAIL_ON]")
    private FailOn failOn;

    @Option(
            names = "--max-secret-age",
            paramLabel = "TIME",
            converter = Period.class,
            defaultValue = "90d",
            description = "From when on a secret is old: 30d, 90d. Default: ${DEFAULT-VALUE}."
                    + " [AUTHSCAPE_MAX_SECRET_AGE]")
    private Duration secretAge;

    @Option(
            names = "--before-uninstall",
            description = "Tell what must be undone before the provider jar is taken away, in its order."
                    + " [AUTHSCAPE_BEFORE_UNINSTALL]")
    private boolean beforeUninstall;

    @Option(
            names = "--output",
            paramLabel = "text|json|markdown",
            defaultValue = "text",
            description = "How to write it. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_OUTPUT]")
    private OutputFormat output;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Seed seed = seedOptions.isGiven() ? seedOptions.readWithoutWarnings(terminal) : null;
        String realm = seed == null ? seedOptions.realm() : seed.realm();
        if (realm == null) {
            throw new CommandFailure(ExitCodes.USAGE, "no realm; give --realm REALM, or a seed by -f FILE");
        }
        DoctorOptions options = new DoctorOptions(secretAge, seed, seed == null ? "-f SEED" : seedOptions.asTyped());
        RealmFacts facts;
        try (RemoteRealm remote = server.open(terminal, realm, loginOptions.login(terminal))) {
            facts = remote.examination().facts(server.isLoopback());
        }
        return beforeUninstall
                ? show(realm, Uninstall.steps(facts, options))
                : show(new DoctorReport(realm, facts.clients().size(), Doctor.examine(facts, options)));
    }

    private int show(DoctorReport report) {
        terminal.out()
                .print(
                        switch (output) {
                            case text -> report.text();
                            case json -> report.json();
                            case markdown -> report.markdown();
                        });
        return report.findings().stream().map(Finding::severity).anyMatch(this::fails)
                ? ExitCodes.FAILED
                : ExitCodes.DONE;
    }

    private boolean fails(Severity severity) {
        return switch (failOn) {
            case error -> severity.reaches(Severity.ERROR);
            case warning -> severity.reaches(Severity.WARNING);
            case info -> true;
            case never -> false;
        };
    }

    private int show(String realm, List<UninstallStep> steps) {
        UninstallReport report = new UninstallReport(realm, steps);
        terminal.out()
                .print(
                        switch (output) {
                            case text -> report.text();
                            case json -> report.json();
                            case markdown -> report.markdown();
                        });
        return steps.stream().anyMatch(UninstallStep::needed) && failOn != FailOn.never
                ? ExitCodes.FAILED
                : ExitCodes.DONE;
    }
}
