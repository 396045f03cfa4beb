package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.KeycloakFailure;
import io.authscape.keycloak.seed.Quoted;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every exception into one line on stderr and an exit code. */
final class Failures {

    private final PrintWriter err;

    Failures(PrintWriter err) {
        this.err = err;
    }

    int usage(ParameterException e, String... args) {
        CommandLine command = e.getCommandLine();
        err.println("error: " + message(e));
        err.println("see '" + command.getCommandSpec().qualifiedName() + " --help'");
        return ExitCodes.USAGE;
    }

    int execution(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof CommandFailure failure) {
            if (!failure.getMessage().isEmpty()) {
                err.println(failure.getMessage().contains(": error: ") ? failure.getMessage() : error(e));
            }
            return failure.exitCode();
        }
        if (e instanceof KeycloakFailure failure) {
            err.println(error(e));
            return switch (failure.kind()) {
                case UNREACHABLE -> ExitCodes.UNREACHABLE;
                case NOT_ALLOWED -> ExitCodes.NOT_ALLOWED;
                case REFUSED, NO_REALM -> ExitCodes.FAILED;
            };
        }
        // Its message may quote anything, so only its kind is told.
        err.println("error: unexpected " + e.getClass().getSimpleName() + "; please report this");
        return ExitCodes.FAILED;
    }

    private static String error(Exception e) {
        return "error: " + e.getMessage();
    }

    private static String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (!first.startsWith("-")) {
                return "unknown command or argument " + Quoted.of(first);
            }
            // What follows an option may be a password that somebody tried to give.
            return "unknown option " + Quoted.of(first.replaceFirst("=.*", ""));
        }
        return e.getMessage();
    }
}
