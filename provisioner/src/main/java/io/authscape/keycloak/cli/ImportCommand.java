package io.authscape.keycloak.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description = "Write another identity server's clients and scopes as a seed file, with a report.",
        synopsisSubcommandLabel = "COMMAND")
final class ImportCommand implements Runnable {

    @Spec
    private CommandSpec command;

    static CommandLine line(Terminal terminal) {
        return new CommandLine(new ImportCommand())
                .addSubcommand(new ImportOpenIddictCommand(terminal))
                .addSubcommand(new ImportIdentityServerCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is missing: openiddict or identityserver");
    }
}
