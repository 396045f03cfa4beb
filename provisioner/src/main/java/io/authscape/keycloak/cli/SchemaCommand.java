package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.SeedSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "schema", description = "Print the JSON schema of seed files.")
final class SchemaCommand implements Callable<Integer> {

    private final Terminal terminal;

    SchemaCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(SeedSchema.text());
        return ExitCodes.DONE;
    }
}
