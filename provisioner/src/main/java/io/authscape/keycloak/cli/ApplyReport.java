package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.Progress;
import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.ClientChange;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.Refusal;
import io.authscape.keycloak.plan.RoleChange;
import io.authscape.keycloak.plan.ScopeChange;

/** Says line by line what {@code apply} does, and sums it up. */
final class ApplyReport implements Progress {

    private final Terminal terminal;
    private int created;
    private int changed;
    private int failed;

    ApplyReport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void done(RoleChange role) {
        count(role.action());
        ChangeText.of(role).forEach(terminal.out()::println);
    }

    @Override
    public void done(ScopeChange scope) {
        count(scope.action());
        ChangeText.of(scope).forEach(terminal.out()::println);
    }

    @Override
    public void done(ClientChange client) {
        count(client.action());
        ChangeText.of(client).forEach(terminal.out()::println);
    }

    @Override
    public void failed(Refusal failure) {
        failed++;
        terminal.err().println("error: " + failure);
    }

    /** Prints the summary and tells the exit code. */
    int finish(Plan plan) {
        terminal.out()
                .println(created + " created, " + changed + " changed, " + plan.count(Action.NONE) + " unchanged"
                        + (failed == 0 ? "" : ", " + failed + " failed"));
        return failed == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private void count(Action action) {
        if (action == Action.CREATE) {
            created++;
        } else {
            changed++;
        }
    }
}
