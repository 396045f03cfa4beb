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
        "${file:./secret.txt},from-the-file",
        "${envfile:lines.env#B},second one",
        "${envfile:lines.env#C},it's $x"
    })
    void referencesStandForWhatTheyName(String text, String value) throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "from-the-file\r\n");
        Files.writeString(
                folder.resolve("lines.env"), "# B=comment\nB=first\nexport B='second one' # last\nC=\"it's \\$x\"\n");
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
                "${file:~|a reference isn't closed",
                "${envfile:lines#NOPE}|the file 'lines' has no line NOPE=...",
                "${envfile:nope#A}|the file 'nope' can't be read",
                "${envfile:lines}|this is not a reference that authscape knows",
                "${azure:x}|this is no address of a secret",
                "${aws:}|this is no address of a secret",
                "${vault:secret/hunter2}|this is no address of a secret",
                "hunter2-${vault:secret/x#y}|a reference to a secret store stands alone, without other text around it",
            })
    void whatStandsForNothingIsAnError(String text, String what) throws Exception {
        Files.writeString(folder.resolve("empty"), "\n");
        Files.writeString(folder.resolve("lines"), "A=hunter2\n");
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
    void theyWorkWhereverATextStands() {
        SeedReading reading = Seeds.readWith(
                "\"scopes\": [ { \"name\": \"a\", \"displayName\": \"$${env:NAME}\", \"resources\":"
                        + " [\"${env:NAME:-x}\"] } ]",
                ENV);
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.seed().orElseThrow().scopes())
                .isEqualTo(List.of(ScopeSeed.of("a", "${env:NAME}", null, List.of("value-of-name"))
                        .ownedBy("o")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"clientType\": \"${env:V}\"|this value is not known; write one of 'confidential', 'public'",
                "\"permissions\": [\"${env:V}\"]|'${env:V}' has no prefix that is known",
                "\"permissions\": [\"scope:${env:V}\"]|did you mean 'scp:${env:V}'?",
                "\"redirectUris\": [\"https://${env:V}#\"]|'https://${env:V}#' has a fragment",
                "\"redirectUris\": [\"${env:SHORT}\"]|'${env:SHORT}' is no absolute URI",
                "\"settings\": { \"tkn_lft:act\": \"${env:LONG}\" }|'${env:LONG}' is no lifetime",
                "\"displayName\": \"${env:LONG}\"|this is longer than 255 characters",
                "\"displayName\": \"${env:NOPE}\"|the environment variable NOPE is not defined",
                "\"displayName\": \"${vault:a/b#c}\"|references to a secret store work only in 'clientSecret'",
            })
    void whatTheyStandForIsCheckedAndNotRepeated(String member, String problem) {
        SeedReading reading = Seeds.readWith(
                "\"clients\": [ { \"clientId\": \"a\", \"clientSecret\": \"x\", " + member + " } ]",
                Map.of("V", "hunter2hunter2", "SHORT", "abc", "LONG", "hunter2".repeat(50)));
        assertThat(Seeds.problems(reading)).anySatisfy(said -> assertThat(said).contains(problem));
        assertThat(Seeds.problems(reading).toString()).doesNotContain("unter2", "'abc'");
    }

    @Test
    void aNameThatIsAReferenceIsNotRepeatedElsewhere() {
        SeedReading reading = Seeds.readWith(
                "\"clients\": [ { \"clientId\": \"${env:V}\", \"clientSecret\": \"x\" }, { \"clientId\":"
                        + " \"hunter2hunter2\", \"clientSecret\": \"x\" } ]",
                Map.of("V", "hunter2hunter2"));
        assertThat(Seeds.problems(reading))
                .anySatisfy(said -> assertThat(said).contains("error: '${env:V}' is already at /clients/0"))
                .noneSatisfy(said -> assertThat(said).contains("hunter2"));
    }

    @Test
    void anotherReferenceBesideAnUnresolvedOneLeavesNoHalfText() {
        assertThat(Seeds.problems(Seeds.readWith("\"scopes\": [ { \"name\": \"${env:NOPE}-x\" } ]")))
                .singleElement()
                .asString()
                .contains("/scopes/0/name: error: the environment variable NOPE is not defined");
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
