package io.authscape.keycloak.cli;

import io.authscape.keycloak.migrate.Database;
import io.authscape.keycloak.migrate.OpenIddictImport;
import io.authscape.keycloak.migrate.OpenIddictTables;
import io.authscape.keycloak.migrate.UnreadableSourceException;
import io.authscape.keycloak.migrate.UnreadableSourceException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "openiddict",
        description =
                "Write the clients and scopes of an OpenIddict database as a seed file, with their hashed secrets.")
final class ImportOpenIddictCommand implements Callable<Integer> {

    private static final String PASSWORD_FILE = "--jdbc-password-file";
    private static final String PASSWORD = "AUTHSCAPE_JDBC_PASSWORD";

    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Mixin
    private ImportOptions options;

    @Option(
            names = "--jdbc",
            paramLabel = "URL",
            description = "The database: jdbc:postgresql://host/name or jdbc:sqlite:file, without a password."
                    + " [AUTHSCAPE_JDBC]")
    private String jdbc;

    @Option(
            names = "--jdbc-username",
            paramLabel = "NAME",
            description = "The database's user. [AUTHSCAPE_JDBC_USERNAME]")
    private String username;

    @Option(
            names = PASSWORD_FILE,
            paramLabel = "FILE",
            description = "A file with the database user's password, instead of AUTHSCAPE_JDBC_PASSWORD or a prompt."
                    + " [AUTHSCAPE_JDBC_PASSWORD_FILE]")
    private Path passwordFile;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description = "The database schema, if several have such tables. [AUTHSCAPE_SCHEMA]")
    private String schema;

    @Option(
            names = "--table-prefix",
            paramLabel = "TEXT",
            description = "What the tables' names begin with, before Applications and Scopes. Default: OpenIddict, or"
                    + " AbpOpenIddict. [AUTHSCAPE_TABLE_PREFIX]")
    private String tablePrefix;

    @Option(
            names = "--applications",
            paramLabel = "FILE",
            description = "The table OpenIddictApplications as CSV or JSON, instead of a database."
                    + " [AUTHSCAPE_APPLICATIONS]")
    private Path applications;

    @Option(
            names = "--scopes",
            paramLabel = "FILE",
            description = "The table OpenIddictScopes as CSV or JSON. [AUTHSCAPE_SCOPES]")
    private Path scopes;

    ImportOpenIddictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if ((jdbc == null) == (applications == null)) {
            throw new CommandFailure(
                    ExitCodes.USAGE,
                    jdbc == null
                            ? "nothing to import; give --jdbc, or --applications and --scopes"
                            : "--jdbc and --applications exclude each other; leave one out");
        }
        if (jdbc != null && scopes != null) {
            throw new CommandFailure(ExitCodes.USAGE, "--scopes goes with --applications; leave it out");
        }
        options.keep("--applications", applications);
        options.keep("--scopes", scopes);
        return options.write(
                terminal,
                () -> OpenIddictImport.of(options.owner(), options.realm(), jdbc == null ? files() : database()));
    }

    private OpenIddictTables files() {
        return OpenIddictTables.of(
                ImportOptions.text("--applications", applications),
                scopes == null ? null : ImportOptions.text("--scopes", scopes));
    }

    private OpenIddictTables database() {
        Optional<Secret> password = new SecretSource(terminal, command).find(PASSWORD_FILE, passwordFile, PASSWORD);
        Database database = new Database(jdbc, username, password.orElse(null));
        try {
            return database.openIddict(schema, tablePrefix);
        } catch (UnreadableSourceException e) {
            // Many databases let their own user in without one, so it is only asked for once the database has.
            Optional<Secret> typed = e.kind() == Kind.PASSWORD_MISSING ? terminal.prompt(PASSWORD) : Optional.empty();
            return database.with(typed.orElseThrow(() -> e)).openIddict(schema, tablePrefix);
        }
    }
}
