package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {

    private static final Map<String, String> ENV = Map.of("NAME", "value-of-name", "EMPTY", "", "BLANK", "  ");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "${env:NAME},value-of-name",
        "${env:NAME:-other},value-of-name",
        "${env:NOPE:-other},other",
        "${env:EMPTY:-other},other",
        "a-${env:NAME}-${env:NAME}-z,a-value-of-name-value-of-name-z",
        "$${env:NAME},${env:NAME}",
        "plain,plain",
        "$1\\,$1\\",
        "${file:secret.txt},from-the-file",
        "${file:./secret.txt},from-the-file"
    })
    void referencesStandForWhatTheyName(String text, String value) throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "from-the-file\r\n");
        assertThat(read(text).seed().orElseThrow().clients().get(0).secret()).isEqualTo(new Secret(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${env:NOPE}|the environment variable NOPE is not defined",
                "${env:EMPTY}|the environment variable EMPTY is empty",
                "${env:BLANK}|the environment variable BLANK is empty",
                "${env:NOPE:-}|the secret is empty: anybody could sign in with it",
                "${env:EMPTY:-}|the secret is empty: anybody could sign in with it",
                "${env:9x}|this is not a reference that authscape knows",
                "${hunter2}|this is not a reference that authscape knows",
                "${hunter2:hunter2}|this is not a reference that authscape knows",
                "hunter2${hunter2|a reference isn't closed",
                "${file:nope}|the file 'nope' can't be read",
                "${file:empty}|the secret is empty: anybody could sign in with it",
                "${file:binary}|the file 'binary' can't be read",
                "${azure:x}|references ${azure:...} are part of the seed format, but this version of authscape does"
                        + " not support them yet (planned: the release with secret stores)",
                "${aws:x}|references ${aws:...} are part of the seed format, but this version of authscape does not"
                        + " support them yet (planned: the release with secret stores)",
                "${vault:x}|references ${vault:...} are part of the seed format, but this version of authscape does"
                        + " not support them yet (planned: the release with secret stores)",
            })
    void whatStandsForNothingIsAnError(String text, String what) throws Exception {
        Files.writeString(folder.resolve("empty"), "\n");
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        SeedReading reading = read(text);
        assertThat(reading.seed()).isEmpty();
        assertThat(reading.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.pointer()).isEqualTo("/clients/0/clientSecret");
            assertThat(problem.what()).isEqualTo(what);
            assertThat(problem.toString()).doesNotContain("hunter2");
        });
    }

    @Test
    void aTextWithoutReferenceIsTakenWithAWarning() {
        assertThat(read("plain").problems())
                .extracting(Problem::what)
                .containsExactly("the secret stands in the file itself");
    }

    @Test
    void aDefaultInTheFileIsASecretInTheFile() {
        assertThat(read("${env:NAME:-other}").problems())
                .extracting(Problem::what)
                .containsExactly("the default for NAME stands in the file itself");
    }

    @Test
    void keycloakHasNoRoomForMore() {
        assertThat(read("x".repeat(255)).seed()).isPresent();
        assertThat(read("x".repeat(256)).problems())
                .extracting(Problem::what)
                .containsExactly("the secret is longer than 255 characters");
    }

    @Test
    void elsewhereReferencesAreRefusedRatherThanTakenLiterally() {
        SeedReading refused =
                Seeds.readWith("\"scopes\": [ { \"name\": \"a\", \"displayName\": \"${env:NAME}\" } ]", ENV);
        assertThat(Seeds.problems(refused))
                .singleElement()
                .asString()
                .startsWith("s.json:2:43: /scopes/0/displayName: error: references work only in 'clientSecret' so far");

        SeedReading escaped =
                Seeds.readWith("\"scopes\": [ { \"name\": \"a\", \"displayName\": \"$${env:NAME}\" } ]", ENV);
        assertThat(escaped.seed().orElseThrow().scopes())
                .isEqualTo(List.of(ScopeSeed.of("a", "${env:NAME}", null, null)));
    }

    @Test
    void aSecretNeverPrints() {
        assertThat(read("plain").seed().orElseThrow().toString())
                .doesNotContain("plain")
                .contains("***");
    }

    private SeedReading read(String secret) {
        String text = "{ \"version\": 1, \"owner\": \"o\", \"realm\": \"r\", \"clients\": [ { \"clientId\": \"a\","
                + " \"clientSecret\": " + new TextNode(secret) + " } ] }";
        return new SeedReader(ENV).read(new SeedText("s.json", text, folder));
    }
}
