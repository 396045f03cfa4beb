package io.authscape.keycloak.cli;

import io.authscape.keycloak.migrate.Migration;
import io.authscape.keycloak.migrate.SourceText;
import io.authscape.keycloak.migrate.UnreadableSourceException;
import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What every import has: the head of the seed, and where seed and report go. */
final class ImportOptions {

    @Option(
            names = "--owner",
            paramLabel = "OWNER",
            required = true,
            description = "The seed's owner: whoever will keep the file. [AUTHSCAPE_OWNER]")
    private String owner;

    @Option(
            names = "--realm",
            paramLabel = "REALM",
            defaultValue = "authscape",
            description = "The seed's realm. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_REALM]")
    private String realm;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the seed; default: stdout. [AUTHSCAPE_OUT]")
    private Path out;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where to write the report; default: stdout, or stderr while the seed goes to stdout."
                    + " [AUTHSCAPE_REPORT]")
    private Path report;

    @Option(
            names = "--output",
            paramLabel = "text|json|markdown",
            defaultValue = "text",
            description = "How to write the report. Default: ${DEFAULT-VALUE}. [AUTHSCAPE_OUTPUT]")
    private OutputFormat output;

    String owner() {
        return owner;
    }

    String realm() {
        return realm;
    }

    /**
     * Ends the command before it writes over what it is to read.
     *
     * @param source {@code null} if nothing is read
     */
    void keep(String option, Path source) {
        TextFile.keepApart(option, source, "--out", out);
        TextFile.keepApart(option, source, "--report", report);
    }

    /** Imports, and writes what came of it. */
    int write(Terminal terminal, Supplier<Migration> source) {
        if (out != null && report != null && TextFile.isSame(out, report)) {
            throw new CommandFailure(
                    ExitCodes.USAGE, "--out and --report name the same file; give the report another one");
        }
        Migration migration = read(source);
        String words =
                switch (output) {
                    case text -> ImportReport.text(migration);
                    case json -> ImportReport.json(migration);
                    case markdown -> ImportReport.markdown(migration);
                };
        if (out == null) {
            terminal.out().print(migration.seed());
            terminal.out().flush();
        } else {
            // Whoever reads the hashes of weak secrets can guess those.
            TextFile.writeNewPrivate("--out", out, migration.seed());
        }
        if (report == null) {
            PrintWriter writer = out == null ? terminal.err() : terminal.out();
            writer.print(words);
            writer.flush();
        } else {
            TextFile.write("--report", report, words);
        }
        if (report != null || output != OutputFormat.text) {
            terminal.err().println(ImportReport.counts(migration));
        }
        return migration.isIncomplete() ? ExitCodes.FAILED : ExitCodes.DONE;
    }

    /** Turns what the source says into an exit code. */
    static <T> T read(Supplier<T> source) {
        try {
            return source.get();
        } catch (UnreadableSourceException e) {
            int exitCode =
                    switch (e.kind()) {
                        case USAGE -> ExitCodes.USAGE;
                        case CONTENT -> ExitCodes.INVALID_SEED;
                        case UNREACHABLE -> ExitCodes.UNREACHABLE;
                        case NOT_ALLOWED, PASSWORD_MISSING -> ExitCodes.NOT_ALLOWED;
                    };
            throw new CommandFailure(exitCode, e.getMessage());
        }
    }

    static SourceText text(String option, Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCodes.USAGE, option + ": the file " + Quoted.of(file.toString()) + " can't be read");
        }
        return read(() -> SourceText.of(file.toString(), bytes));
    }
}
