package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Problem;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.seed.SeedReader;
import io.authscape.keycloak.seed.SeedReading;
import io.authscape.keycloak.seed.SeedText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The seed file, for every command that works on one. */
final class SeedOptions {

    private static final String STDIN = "-";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            required = true,
            description = "The seed file; - reads it from stdin. [AUTHSCAPE_FILE]")
    private String file;

    @Option(
            names = "--realm",
            paramLabel = "REALM",
            description = "The realm, instead of the one that the seed names. [AUTHSCAPE_REALM]")
    private String realm;

    String file() {
        return file;
    }

    /** Reads the seed and tells all its problems; an invalid seed ends the command. */
    Seed read(Terminal terminal) {
        return read(terminal, problem -> true);
    }

    /** Reads the seed for a command that changes nothing: its warnings are for those who keep the seed. */
    Seed readWithoutWarnings(Terminal terminal) {
        return read(terminal, Problem::isError);
    }

    private Seed read(Terminal terminal, Predicate<Problem> told) {
        SeedReading reading = new SeedReader(terminal.env()).read(text(terminal));
        reading.problems().stream().filter(told).forEach(terminal.err()::println);
        Seed seed = reading.seed().orElseThrow(() -> new CommandFailure(ExitCodes.INVALID_SEED, ""));
        return realm == null ? seed : seed.inRealm(realm);
    }

    private SeedText text(Terminal terminal) {
        try {
            return file.equals(STDIN) ? SeedText.of("stdin", terminal.in()) : SeedText.of(Path.of(file));
        } catch (CharacterCodingException e) {
            throw new CommandFailure(ExitCodes.INVALID_SEED, file + ": error: the file is not UTF-8; save it as UTF-8");
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, "the seed file " + Quoted.of(file) + " can't be read");
        }
    }
}
