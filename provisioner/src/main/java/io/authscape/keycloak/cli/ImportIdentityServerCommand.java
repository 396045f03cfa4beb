package io.authscape.keycloak.cli;

import io.authscape.keycloak.migrate.IdentityServerImport;
import io.authscape.keycloak.migrate.Setting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "identityserver",
        description =
                "Write the clients, scopes and APIs of IdentityServer's settings as a seed file, with their hashed"
                        + " secrets.")
final class ImportIdentityServerCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ImportOptions options;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            required = true,
            split = "${sys:path.separator}",
            description = "appsettings.json; repeatable: a later file changes what an earlier one says, as in .NET."
                    + " [AUTHSCAPE_SETTINGS]")
    private List<Path> settings = new ArrayList<>();

    @Option(
            names = "--section",
            paramLabel = "NAME",
            description =
                    "Where Clients, ApiScopes and ApiResources stand, as A:B. Default: IdentityServer, or the top."
                            + " [AUTHSCAPE_SECTION]")
    private String section;

    ImportIdentityServerCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        settings.forEach(file -> options.keep("--settings", file));
        return options.write(
                terminal,
                () -> IdentityServerImport.of(
                        options.owner(),
                        options.realm(),
                        Setting.read(settings.stream()
                                .map(file -> ImportOptions.text("--settings", file))
                                .toList()),
                        section,
                        Instant.now()));
    }
}
