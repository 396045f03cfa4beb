package io.authscape.keycloak.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "secrets",
        description = "Show which secrets clients have, never their values, or revoke one.",
        synopsisSubcommandLabel = "COMMAND")
final class SecretsCommand implements Runnable {

    @Spec
    private CommandSpec command;

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new SecretsCommand())
                .addSubcommand(new SecretsListCommand(terminal))
                .addSubcommand(new SecretsRevokeCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is missing: list or revoke");
    }
}
