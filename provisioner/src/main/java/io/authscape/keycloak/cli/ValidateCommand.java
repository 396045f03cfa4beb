package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.seed.SeedReading;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "validate", description = "Check seed files without a server.")
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private SeedOptions seedOptions;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json: all findings as a list. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_OUTPUT]")
    private String output;

    @Option(names = "--strict", description = "Let warnings fail, too. [AUTHSCAPE_STRICT]")
    private boolean strict;

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!output.equals("text") && !output.equals("json")) {
            throw new CommandFailure(ExitCodes.USAGE, "--output must be text or json");
        }
        SeedReading reading = seedOptions.reading(terminal);
        if (output.equals("json")) {
            terminal.out().println(ProblemJson.of(reading.problems()));
        } else {
            reading.problems().forEach(terminal.err()::println);
        }
        Seed seed = reading.seed().orElseThrow(() -> new CommandFailure(ExitCodes.INVALID_SEED, ""));
        long warnings = reading.problems().stream()
                .filter(problem -> !problem.isError())
                .count();
        if (strict && warnings > 0) {
            throw new CommandFailure(
                    ExitCodes.INVALID_SEED, Counted.of(warnings, "warning") + ", and --strict lets none pass");
        }
        if (output.equals("text")) {
            terminal.out().println(summary(seed));
        }
        return ExitCodes.DONE;
    }

    private String summary(Seed seed) {
        return seedOptions.file() + " is valid: "
                + (seed.roles().isEmpty() ? "" : Counted.of(seed.roles().size(), "role") + ", ")
                + Counted.of(seed.scopes().size(), "scope") + " and "
                + Counted.of(seed.clients().size(), "client") + " for realm " + Quoted.of(seed.realm());
    }
}
