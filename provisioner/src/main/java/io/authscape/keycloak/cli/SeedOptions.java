package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.seed.Problem;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.seed.SeedReader;
import io.authscape.keycloak.seed.SeedReading;
import io.authscape.keycloak.seed.SeedSources;
import io.authscape.keycloak.seed.SeedText;
import io.authscape.keycloak.seed.Shell;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The seed files, for every command that works on them. */
final class SeedOptions {

    static final String STDIN = "-";

    private static final int SHOWN = 3;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            split = "${sys:path.separator}",
            description = "A seed file, or a folder of them (*.json); repeatable. - reads stdin. [AUTHSCAPE_FILE]")
    private List<String> files = List.of();

    @Option(
            names = "--overlay",
            paramLabel = "FILE",
            split = "${sys:path.separator}",
            description = "A file that changes the seed files for one environment; repeatable, applied in order."
                    + " [AUTHSCAPE_OVERLAY]")
    private List<String> overlays = List.of();

    @Option(
            names = "--realm",
            paramLabel = "REALM",
            description = "The realm, instead of the one that the seed names. [AUTHSCAPE_REALM]")
    private String realm;

    /** The sources as the user named them, for messages. */
    String file() {
        int more = files.size() - SHOWN;
        return files.stream()
                        .limit(SHOWN)
                        .map(name -> name.equals(STDIN) ? "standard input" : name)
                        .collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** Whether the user named any. */
    boolean isGiven() {
        return !files.isEmpty();
    }

    /** {@code null} if the seed's is meant. */
    String realm() {
        return realm;
    }

    /** The options as somebody would type them again. */
    String asTyped() {
        Stream<String> seeds = files.stream().map(name -> "-f " + Shell.word(name));
        Stream<String> changes = overlays.stream().map(name -> "--overlay " + Shell.word(name));
        return Stream.concat(seeds, changes).collect(Collectors.joining(" "));
    }

    /** What a plan file keeps of them: whoever carries it out needn't repeat it. */
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("files");
        files.forEach(list::add);
        ArrayNode changes = json.putArray("overlays");
        overlays.forEach(changes::add);
        return json.put("realm", realm);
    }

    /** Takes from a plan file what the command line leaves open. */
    void complete(JsonNode json) {
        if (files.isEmpty()) {
            files = texts(json.path("files"));
            overlays = overlays.isEmpty() ? texts(json.path("overlays")) : overlays;
        }
        realm = realm == null ? json.path("realm").asText(null) : realm;
    }

    /**
     * Ends the command before it writes over one of the sources, or among the seeds what would be read as one the next
     * time.
     */
    void keepOut(String option, Path file) {
        if (file == null || files.isEmpty()) {
            return;
        }
        for (String name : SeedFiles.in(files, overlays)) {
            keepApart("-f", name, option, file);
        }
        overlays.forEach(name -> keepApart("--overlay", name, option, file));
        Path place = file.toAbsolutePath().normalize();
        files.stream()
                .filter(name -> !name.equals(STDIN))
                .map(name -> Path.of(name).toAbsolutePath().normalize())
                .filter(folder -> Files.isDirectory(folder) && place.startsWith(folder))
                .findFirst()
                .ifPresent(folder -> {
                    throw new CommandFailure(
                            ExitCodes.USAGE,
                            option + ": " + Quoted.of(file.toString())
                                    + " is in a folder of seeds, and would be read as one; choose another place");
                });
    }

    private static void keepApart(String readOption, String name, String option, Path file) {
        if (!name.equals(STDIN)) {
            TextFile.keepApart(readOption, Path.of(name), option, file);
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Reads the seed and tells all its problems; an invalid seed ends the command. */
    Seed read(Terminal terminal) {
        return read(terminal, problem -> true);
    }

    /** Reads the seed for a command that changes nothing: its warnings are for those who keep the seed. */
    Seed readWithoutWarnings(Terminal terminal) {
        return read(terminal, Problem::isError);
    }

    /** Reads the seed and tells nothing. */
    SeedReading reading(Terminal terminal) {
        return new SeedReader(terminal.env()).read(sources(terminal));
    }

    private Seed read(Terminal terminal, Predicate<Problem> told) {
        SeedReading reading = reading(terminal);
        reading.problems().stream().filter(told).forEach(terminal.err()::println);
        return reading.seed().orElseThrow(() -> new CommandFailure(ExitCodes.INVALID_SEED, ""));
    }

    private SeedSources sources(Terminal terminal) {
        if (files.isEmpty()) {
            throw new CommandFailure(ExitCodes.USAGE, "no seed; give -f FILE");
        }
        List<SeedText> texts = new ArrayList<>();
        for (String name : SeedFiles.in(files, overlays)) {
            texts.add(text(name, terminal));
        }
        List<SeedText> changes = new ArrayList<>();
        for (String name : overlays) {
            changes.add(text(name, terminal));
        }
        return new SeedSources(texts, changes, realm);
    }

    private static SeedText text(String name, Terminal terminal) {
        try {
            return name.equals(STDIN) ? SeedText.of("stdin", terminal.in()) : SeedText.of(Path.of(name));
        } catch (CharacterCodingException e) {
            throw new CommandFailure(ExitCodes.INVALID_SEED, name + ": error: the file is not UTF-8; save it as UTF-8");
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.USAGE, "the seed file " + Quoted.of(name) + " can't be read");
        }
    }
}
