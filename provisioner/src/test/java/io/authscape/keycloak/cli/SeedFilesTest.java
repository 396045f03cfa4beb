package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedFilesTest {

    @TempDir
    private Path folder;

    @Test
    void aFolderMeansItsFilesWithoutOverlaysSchemasAndHiddenOnes() throws IOException {
        seed("b.json", "two");
        seed("a.json", "one");
        seed("teams/c.json", "three");
        seed(".git/d.json", "four");
        seed("notes.txt", "five");
        write("seed.schema.json", "{ }");
        Path overlay = write("prod.json", "{ \"realm\": \"prod\" }");
        Invocation run =
                Invocation.of(Map.of(), "", "validate", "-f", folder.toString(), "--overlay", overlay.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(line(folder + " is valid: 3 scopes and 0 clients for realm 'prod'"));
    }

    @Test
    void filesComeInTheOrderGivenAndEachOnce() throws IOException {
        Path a = seed("a.json", "same");
        Path b = seed("b.json", "same");
        Invocation run = Invocation.of(
                Map.of(), "", "validate", "-f", b.toString(), "-f", a.toString(), "-f", folder.toString());
        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.err())
                .startsWith(a + ":")
                .contains("'same' is already at " + b + ":")
                .hasLineCount(1);
    }

    @Test
    void theEnvironmentNamesSeveral() throws IOException {
        Path a = seed("a.json", "one");
        String files = a + File.pathSeparator + "-";
        Invocation run = Invocation.of(
                Map.of(
                        "AUTHSCAPE_FILE",
                        files,
                        "AUTHSCAPE_OVERLAY",
                        write("o.json", "{ \"realm\": \"x\" }").toString()),
                "{ \"version\": 1, \"owner\": \"o\", \"realm\": \"r\" }",
                "validate");
        assertThat(run.out()).isEqualTo(line(a + ", standard input is valid: 1 scope and 0 clients for realm 'x'"));
    }

    @Test
    void aFolderWithoutSeedsIsAMistake() {
        Invocation run = Invocation.of(Map.of(), "", "validate", "-f", folder.toString());
        assertThat(run).isEqualTo(new Invocation(64, "", line("error: the folder '" + folder + "' has no seed files")));
    }

    @Test
    void aSeedThatIsItsOwnOverlayIsAMistake() throws IOException {
        String file = seed("a.json", "one").toString();
        assertThat(Invocation.of(Map.of(), "", "validate", "-f", file, "--overlay", file))
                .isEqualTo(new Invocation(64, "", line("error: every file is an overlay; name a seed file with -f")));
    }

    @ParameterizedTest
    @CsvSource({
        "-f, '', DIR/s.json",
        "-f, ' ', DIR/s.json",
        "-f, DIR/s.json, ''",
        "--overlay, '', DIR/o.json",
    })
    void noNameIsNotTheCurrentFolder(String option, String one, String other) throws IOException {
        Path seed = seed("s.json", "one");
        write("o.json", "{ \"realm\": \"x\" }");
        Invocation run = Invocation.of(
                Map.of("AUTHSCAPE_FILE", seed.toString()),
                "",
                "validate",
                option,
                one.replace("DIR", folder.toString()),
                option,
                other.replace("DIR", folder.toString()));
        assertThat(run)
                .isEqualTo(new Invocation(
                        64,
                        "",
                        line("error: " + option
                                + ": the name is empty; is a variable not set? The current folder is .")));
    }

    @ParameterizedTest
    @CsvSource({
        "plan, --out",
        "apply, --report",
        "apply, --plan",
        "apply, --client-secret-file",
        "apply, --ca-file",
        "export, --out"
    })
    void noFileHasNoName(String command, String option) throws IOException {
        seed("s.json", "one");
        Invocation run = Invocation.of(Map.of("AUTHSCAPE_SERVER", "http://127.0.0.1:1"), "", command, option, "");
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err())
                .startsWith("error: Invalid value for option '" + option + "'")
                .contains("the name is empty; is a variable not set?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plan -f DIR/s.json --out DIR/s.json|-f and --out|s.json",
                "plan -f DIR/link.json --out DIR/./s.json|-f and --out|s.json",
                "plan -f DIR/s.json --overlay DIR/o.json --out DIR/o.json|--overlay and --out|o.json",
                "render -f DIR/s.json --out DIR/s.json|-f and --out|s.json",
                "render -f DIR/s.json --overlay DIR/o.json --out DIR/o.json|--overlay and --out|o.json",
                "apply -f DIR/s.json --report DIR/s.json|-f and --report|s.json",
                "apply -f DIR/s.json --overlay DIR/o.json --report DIR/o.json|--overlay and --report|o.json",
                "apply --plan DIR/p.json --report DIR/p.json|--plan and --report|p.json",
                "apply --plan DIR/p.json --report DIR/s.json|-f and --report|s.json",
                "apply -f DIR --report DIR/s.json|-f and --report|s.json",
                "plan -f DIR --overlay DIR/o.json --out DIR/o.json|--overlay and --out|o.json",
            })
    void whatIsReadIsNotOverwritten(String line, String options, String file) throws IOException {
        seed("s.json", "one");
        Files.createSymbolicLink(folder.resolve("link.json"), Path.of("s.json"));
        write("o.json", "{ \"realm\": \"x\" }");
        write(
                "p.json",
                "{ \"version\": 1, \"entries\": [], \"seed\": { \"files\": [ \"" + folder.resolve("s.json")
                        + "\" ] } }");
        Map<String, String> before = contents();

        Invocation run = run(line);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(64);
        assertThat(run.err())
                .startsWith("error: " + options + " name the same file, '")
                .contains(file + "', which would be overwritten; give ");
        assertThat(contents()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan -f DIR --out DIR/new.json",
                "render -f DIR --out DIR/new.json",
                "apply -f DIR --report DIR/new.json",
                "apply -f DIR --report DIR/a/new.json",
            })
    void nothingIsWrittenAmongTheSeeds(String line) throws IOException {
        seed("s.json", "one");
        Map<String, String> before = contents();

        Invocation run = run(line);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(64);
        assertThat(run.err()).contains("new.json' is in a folder of seeds, and would be read as one");
        assertThat(contents()).isEqualTo(before);
    }

    private Invocation run(String line) {
        Map<String, String> env = Map.of("AUTHSCAPE_SERVER", "http://127.0.0.1:1");
        return Invocation.of(env, "", line.replace("DIR", folder.toString()).split(" "));
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private Path seed(String name, String scope) throws IOException {
        return write(
                name,
                "{ \"version\": 1, \"owner\": \"o\", \"realm\": \"r\", \"scopes\": [ { \"name\": \"" + scope
                        + "\" } ] }");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String line(String text) {
        return text + System.lineSeparator();
    }
}
