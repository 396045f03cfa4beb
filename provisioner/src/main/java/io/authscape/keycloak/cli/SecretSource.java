package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Finds a secret for signing in: the file that the command line names, the environment, the file that it names. */
final class SecretSource {

    private final Terminal terminal;
    private final CommandSpec command;

    SecretSource(Terminal terminal, CommandSpec command) {
        this.terminal = terminal;
        this.command = command;
    }

    /** Like {@link #find}, and asks if there is somebody to ask. */
    Secret required(String fileOption, Path file, String variable) {
        return find(fileOption, file, variable)
                .or(() -> terminal.prompt(variable))
                .orElseThrow(() -> new CommandFailure(
                        ExitCodes.USAGE, "a secret is missing; set " + variable + " or give " + fileOption));
    }

    /**
     * @param fileOption the option that names the file
     * @param file its value, from the command line or from its twin in the environment; may be {@code null}
     * @param variable the variable that may hold the secret itself
     */
    Optional<Secret> find(String fileOption, Path file, String variable) {
        boolean written = command.commandLine().getParseResult().hasMatchedOption(fileOption);
        String value = terminal.env().getOrDefault(variable, "");
        if (!value.isEmpty() && !written) {
            return Optional.of(new Secret(value));
        }
        return Optional.ofNullable(file).map(path -> read(fileOption, path));
    }

    private static Secret read(String option, Path file) {
        try {
            Secret secret = new Secret(Files.readString(file).replaceFirst("[\\r\\n]+\\z", ""));
            if (!secret.isBlank()) {
                return secret;
            }
            throw new CommandFailure(
                    ExitCodes.USAGE, option + ": the file " + Quoted.of(file.toString()) + " is empty");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCodes.USAGE, option + ": the file " + Quoted.of(file.toString()) + " can't be read");
        }
    }
}
