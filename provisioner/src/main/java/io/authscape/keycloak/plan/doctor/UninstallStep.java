package io.authscape.keycloak.plan.doctor;

import java.util.List;

/**
 * One thing to undo before the provider jar goes.
 *
 * @param what there is, one sentence without its full stop
 * @param why it has to go, likewise
 * @param commands to type, in their order; a line that starts with {@code #} is for people
 * @param needed whether the realm would break without it
 */
public record UninstallStep(String what, String why, List<String> commands, boolean needed) {

    public UninstallStep {
        commands = List.copyOf(commands);
    }
}
