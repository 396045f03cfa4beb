package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Secret;
import java.io.Console;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/** Where a command reads and writes: data to {@code out}, talk to {@code err}. */
record Terminal(PrintWriter out, PrintWriter err, Map<String, String> env, InputStream in) {

    /** Asks a person for a secret; empty if nobody is there. */
    Optional<Secret> prompt(String what) {
        return console()
                .map(console -> console.readPassword("%s: ", what))
                .filter(typed -> typed.length > 0)
                .map(typed -> new Secret(new String(typed)));
    }

    /** Whether a person looks at it. */
    boolean isInteractive() {
        return console().isPresent();
    }

    boolean wantsColor() {
        return env.getOrDefault("NO_COLOR", "").isEmpty() && console().isPresent();
    }

    /** The console if a person sits there: nobody reads a question that goes into a pipe. */
    @SuppressWarnings("SystemConsoleNull") // Java 22's answer is asked for too.
    private static Optional<Console> console() {
        Console console = System.console();
        try {
            // From Java 22 on there is a console even where there is no terminal, and this method to tell.
            boolean terminal = console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
            return terminal ? Optional.of(console) : Optional.empty();
        } catch (ReflectiveOperationException e) {
            return Optional.ofNullable(console);
        }
    }
}
