package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.seed.Seed;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "plan", description = "Show what apply would change; write nothing.")
final class PlanCommand implements Callable<Integer> {

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
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_OUTPUT]")
    private OutputFormat output;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Also write the plan to this file, for 'apply --plan'. [AUTHSCAPE_OUT]")
    private Path out;

    @Option(
            names = "--detailed-exitcode",
            description = "End with 2 if there is something to do. [AUTHSCAPE_DETAILED_EXITCODE]")
    private boolean detailedExitCode;

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        seedOptions.keepOut("--out", out);
        Seed seed = seedOptions.read(terminal);
        planning.refuseDemoSecrets(seed, server);
        try (RemoteRealm realm = server.open(terminal, seed.realm(), loginOptions.login(terminal))) {
            return show(planning.plan(seed, realm, server, terminal).plan());
        }
    }

    private int show(Plan plan) {
        ObjectNode json = PlanJson.of(plan);
        json.put("server", server.uri().toString());
        json.set("seed", seedOptions.toJson());
        json.set("options", planning.toJson());
        if (out != null) {
            PlanFile.write(out, json);
        }
        switch (output) {
            case text -> showText(plan);
            case json -> terminal.out().println(json.toPrettyString());
            case markdown -> terminal.out().print(PlanMarkdown.of(plan));
        }
        if (plan.isRefused()) {
            plan.refusals().forEach(refusal -> terminal.err().println("error: " + refusal));
            throw new CommandFailure(ExitCodes.FAILED, "the plan can't be carried out");
        }
        return plan.hasNothingToDo() || !detailedExitCode ? ExitCodes.DONE : ExitCodes.CHANGES_PENDING;
    }

    private void showText(Plan plan) {
        plan.entries().filter(Entry::isWork).forEach(entry -> EntryText.planned(entry)
                .forEach(terminal.out()::println));
        terminal.out()
                .println(
                        plan.hasNothingToDo()
                                ? planning.nothingToDo(plan.realm(), seedOptions.file())
                                : Words.summary(plan));
        plan.notes().forEach(note -> terminal.err().println("note: " + note));
    }
}
