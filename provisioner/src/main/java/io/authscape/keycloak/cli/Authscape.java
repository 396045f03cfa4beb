package io.authscape.keycloak.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

@Command(
        name = "authscape",
        description = "Keeps AuthScape's service clients in Keycloak as a reviewed JSON file describes them.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or nothing to do",
            "1:failed",
            "2:something to do (plan --detailed-exitcode)",
            "64:wrong usage",
            "65:invalid seed",
            "69:Keycloak, or a database, can't be reached",
            "77:not allowed: wrong credentials, or too few rights"
        },
        footerHeading = "%n",
        footer = {
            "Keycloak with all of it on this machine: ./authscape up --help",
            "Every option has a twin in the environment, shown in brackets; the option wins.",
            "Secrets for signing in: AUTHSCAPE_CLIENT_SECRET, AUTHSCAPE_PASSWORD, a file, or a prompt."
        })
final class Authscape implements Runnable {

    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "a command is missing");
    }
}
