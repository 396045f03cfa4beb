package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "validate", description = "Check a seed file without a server.")
final class ValidateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private SeedOptions seedOptions;

    ValidateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Seed seed = seedOptions.read(terminal);
        terminal.out()
                .println(seedOptions.file() + " is valid: "
                        + (seed.roles().isEmpty() ? "" : Counted.of(seed.roles().size(), "role") + ", ")
                        + Counted.of(seed.scopes().size(), "scope") + " and "
                        + Counted.of(seed.clients().size(), "client") + " for realm " + Quoted.of(seed.realm()));
        return ExitCodes.DONE;
    }
}
