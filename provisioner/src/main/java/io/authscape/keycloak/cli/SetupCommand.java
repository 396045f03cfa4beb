package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.RealmSetup;
import io.authscape.keycloak.keycloak.RemoteRealm;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.setup.SetupPlan;
import io.authscape.keycloak.plan.setup.SetupStep;
import io.authscape.keycloak.seed.Quoted;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "setup", description = "Give a realm what AuthScape's provider jar needs; once per realm.")
final class SetupCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ServerOption server;

    @Mixin
    private LoginOptions loginOptions;

    @Option(names = "--realm", paramLabel = "REALM", required = true, description = "The realm. [AUTHSCAPE_REALM]")
    private String realm;

    @Option(names = "--create-realm", description = "Make the realm if it doesn't exist. [AUTHSCAPE_CREATE_REALM]")
    private boolean createRealm;

    @Option(names = "--dry-run", description = "Tell what would be done, and do nothing. [AUTHSCAPE_DRY_RUN]")
    private boolean dryRun;

    SetupCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (RemoteRealm remote = server.open(terminal, realm, loginOptions.login(terminal))) {
            RealmSetup setup = remote.setup();
            setup.requireJar();
            if (createRealm && !setup.realmExists()) {
                create(setup);
            } else {
                complete(setup);
            }
            return ExitCodes.DONE;
        }
    }

    private void create(RealmSetup setup) {
        if (!dryRun) {
            setup.createRealm();
        }
        terminal.out().println((dryRun ? "would create" : "created") + " realm " + Quoted.of(realm));
    }

    private void complete(RealmSetup setup) {
        SetupPlan plan = setup.plan();
        plan.notes().forEach(note -> terminal.err().println("note: " + note));
        if (plan.hasNothingToDo()) {
            terminal.out().println("Nothing to do: realm " + Quoted.of(realm) + " has AuthScape's setup");
            return;
        }
        plan.refusals().forEach(refusal -> terminal.err().println("error: " + refusal));
        if (!plan.refusals().isEmpty()) {
            throw new CommandFailure(ExitCodes.FAILED, "nothing was written");
        }
        if (dryRun) {
            plan.steps().forEach(step -> tell("would " + (isCreation(step) ? "create " : "change "), step));
            return;
        }
        setup.carryOut(plan, step -> tell(isCreation(step) ? "created " : "changed ", step));
        terminal.out().println("realm " + Quoted.of(realm) + " has AuthScape's setup now");
    }

    private void tell(String verb, SetupStep step) {
        terminal.out().println(verb + step.subject());
    }

    private static boolean isCreation(SetupStep step) {
        return step.action() == Action.CREATE;
    }
}
