package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.cli.RotationChoice.Chosen;
import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.seed.SeedReader;
import io.authscape.keycloak.seed.SeedSources;
import io.authscape.keycloak.seed.SeedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RotationChoiceTest {

    private static final String NO_PLACE =
            "a new secret has to go where the seed takes it from, and that is no place that"
                    + " can be written; write it as ${file:...}, ${envfile:...} or a secret store";

    private final List<String> notes = new ArrayList<>();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"clientSecret\": \"${vault:secret/team#a}\"",
                "\"clientSecret\": \"${kubernetes:prod/a#b}\"",
                "\"clientSecret\": \"${azure:contoso/a}\"",
                "\"clientSecret\": \"${aws:prod/a}\"",
                "\"clientSecrets\": [{ \"id\": \"m\", \"generate\": true, \"sink\": \"${file:nowhere}\" }]",
                "\"clientSecrets\": [{ \"id\": \"m\", \"secret\": \"${vault:secret/team#a}\" }]"
            })
    void aPlaceThatCanBeWrittenWillDo(String secret) {
        List<Chosen> chosen = choice(client("a", secret)).named(List.of("a"), null, notes::add);

        assertThat(chosen).extracting(Chosen::title).containsExactly("client 'a'");
        assertThat(notes).isEmpty();
    }

    @Test
    void soDoFilesFromWhichASecretIsReadAsAWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("one"), "hunter2-one");
        Path env = Files.writeString(folder.resolve("services.env"), "A=hunter2-two\n");

        List<Chosen> chosen = choice(
                        client("a", "\"clientSecret\": \"${file:" + file + "}\""),
                        client("b", "\"clientSecret\": \"${envfile:" + env + "#A}\""))
                .named(List.of("b", "a", "b"), null, notes::add);

        assertThat(chosen)
                .extracting(next -> next.secret().reference().address().toString())
                .as("in the order in which they are named, each once")
                .containsExactly("${envfile:" + env + "#A}", "${file:" + file + "}");
    }

    @Test
    void aFileThatHoldsAPartOfASecretWontDo() throws IOException {
        Path file = Files.writeString(folder.resolve("part"), "hunter2");

        assertRefused(choice(client("a", "\"clientSecret\": \"prefix-${file:" + file + "}\"")), "a", null, NO_PLACE);
    }

    @Test
    void whatStandsInTheEnvironmentOrInTheSeedOrIsKnownByItsHashIsLeftAlone() {
        RotationChoice choice = choice(
                client("env", "\"clientSecret\": \"${env:S}\""),
                client("literal", "\"clientSecret\": \"hunter2-literal\""),
                client("hash", "\"clientSecretHash\": \"" + Pbkdf2Hash.of("x").text() + "\""),
                client("none", "\"secretStorage\": \"hashed\""),
                client("a", "\"clientSecret\": \"${vault:secret/team#a}\""));

        assertThat(choice.all(notes::add)).extracting(Chosen::title).containsExactly("client 'a'");
        assertThat(notes)
                .containsExactly(
                        "client 'env' is left alone: " + NO_PLACE,
                        "client 'literal' is left alone: " + NO_PLACE,
                        "client 'hash' is left alone: " + NO_PLACE);
        assertRefused(choice, "env", null, NO_PLACE);
        assertRefused(choice, "none", null, "the seed has no secret for it");
    }

    @Test
    void ofSeveralSecretsEachIsRotatedThatCanBe() {
        RotationChoice choice = choice(client(
                "a",
                "\"clientSecrets\": [{ \"id\": \"one\", \"secret\": \"${vault:secret/team#one}\" },"
                        + " { \"id\": \"two\", \"generate\": true, \"sink\": \"${vault:secret/team#two}\" },"
                        + " { \"id\": \"env\", \"secret\": \"${env:S}\" }]"));

        assertThat(choice.named(List.of("a"), null, notes::add))
                .extracting(Chosen::title)
                .containsExactly("client 'a', secret 'one'", "client 'a', secret 'two'");
        assertThat(notes).containsExactly("client 'a', secret 'env' is left alone: " + NO_PLACE);

        assertThat(choice.named(List.of("a"), "two", note -> {
                    throw new AssertionError(note);
                }))
                .extracting(Chosen::title)
                .containsExactly("client 'a', secret 'two'");
        assertRefused(choice, "a", "env", NO_PLACE);
        assertRefused(choice, "a", "three", "the seed gives it no secret 'three', only 'one', 'two', 'env'");
    }

    @Test
    void theOnlySecretOfAClientMayHaveNoName() {
        assertRefused(
                choice(client("a", "\"clientSecret\": \"${vault:secret/team#a}\"")),
                "a",
                "default",
                "the seed gives it no secret 'default'");
    }

    /** The other client would have the old secret, and nobody would tell it. */
    @Test
    void aPlaceThatTwoClientsShareIsNotRotated() {
        String shared = "\"clientSecret\": \"${vault:secret/team#shared}\"";
        RotationChoice choice = choice(client("b", shared), client("a", shared));
        String why = "the clients 'a', 'b' share the secret in ${vault:secret/team#shared}; give each its own";

        assertThat(choice.all(notes::add)).isEmpty();
        assertThat(notes).containsExactly("client 'b' is left alone: " + why, "client 'a' is left alone: " + why);
        assertRefused(choice, "a", null, why);
    }

    @Test
    void twoSpellingsOfOneFileAreOnePlace() throws IOException {
        Path file = Files.writeString(folder.resolve("shared"), "hunter2-shared");
        Path detour = folder.resolve("..").resolve(folder.getFileName()).resolve("shared");

        assertThat(choice(
                                client("a", "\"clientSecret\": \"${file:" + file + "}\""),
                                client("b", "\"clientSecret\": \"${file:" + detour + "}\""))
                        .all(notes::add))
                .isEmpty();
        assertThat(notes).hasSize(2).allMatch(note -> note.contains("the clients 'a', 'b' share the secret in"));
    }

    /** The new secret would end when the seed says, too. */
    @Test
    void anEndThatTheSeedGivesIsNotRotatedAway() {
        assertRefused(
                choice(client(
                        "a",
                        "\"clientSecrets\": [{ \"id\": \"m\", \"secret\": \"${vault:secret/team#a}\", \"expires\":"
                                + " \"2999-01-31T12:00:00Z\" }]")),
                "a",
                null,
                "the seed lets it end at 2999-01-31T12:00:00Z; remove 'expires'");
    }

    @Test
    void whoNamesAnUnknownClientRotatesNone() {
        RotationChoice choice = choice(client("a", "\"clientSecret\": \"${vault:secret/team#a}\""));

        assertThatThrownBy(() -> choice.named(List.of("a", "b"), null, notes::add))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("the seed has no client 'b'; nothing was rotated");
    }

    private void assertRefused(RotationChoice choice, String client, String id, String why) {
        assertThatThrownBy(() -> choice.named(List.of(client), id, note -> {}))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("client '" + client + "' can't be rotated: " + why + "; nothing was rotated");
    }

    private static RotationChoice choice(String... clients) {
        return new RotationChoice(seed("\"clients\": [" + String.join(", ", clients) + "]"));
    }

    private static String client(String id, String secret) {
        return "{ \"clientId\": \"" + id + "\", " + secret + " }";
    }

    private static Seed seed(String members) {
        String text = "{ \"version\": 1, \"owner\": \"o\", \"realm\": \"r\", " + members + " }";
        try {
            var source = SeedText.of("s.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            var reading =
                    new SeedReader(Map.of("S", "hunter2-env")).read(new SeedSources(List.of(source), List.of(), null));
            return reading.seed().orElseThrow(() -> new AssertionError(reading.problems()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
