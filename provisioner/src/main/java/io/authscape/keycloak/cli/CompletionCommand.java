package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Shell;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = "Print a script that completes commands and options in a shell.")
final class CompletionCommand implements Callable<Integer> {

    /** By the names that their users type. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CommandLine root = command.root().commandLine();
        // Picocli's script for bash brings its own bridge to zsh.
        String script = shell == Shell.fish
                ? FishCompletion.of(root.getCommandSpec())
                : AutoComplete.bash(root.getCommandName(), root);
        terminal.out().print(script);
        return ExitCodes.DONE;
    }
}
