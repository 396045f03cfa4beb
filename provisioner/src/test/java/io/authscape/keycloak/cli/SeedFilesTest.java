package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(run.out()).isEqualTo(line(a + ", - is valid: 1 scope and 0 clients for realm 'x'"));
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
