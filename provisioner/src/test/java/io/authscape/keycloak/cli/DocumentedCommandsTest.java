package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command line that the documentation tells people to type is one that the command line takes. */
class DocumentedCommandsTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final Path CI = DOCS.resolve("ci.md");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** In ci.md: the program in any of its forms, then a command, up to what ends it in Markdown or in a shell. */
    private static final Pattern IN_CI =
            Pattern.compile("(?:authscape|java -jar authscape-provisioner\\.jar) ([a-z]+ [^`|>\\n]*)");
    /** In a session: a prompt before it. */
    private static final Pattern IN_SESSION = Pattern.compile("(?m)^\\$ authscape ([a-z]+[^\\n|>]*)");

    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

    private static final Pattern YAML_BLOCK = Pattern.compile("(?s)```yaml\\n(.*?)```");

    @ParameterizedTest
    @MethodSource("lines")
    void itParses(String line) {
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                Map.of("AUTHSCAPE_SERVER", "https://id.example.com", "AUTHSCAPE_REALM", "authscape"),
                new ByteArrayInputStream(new byte[0]));
        assertThatCode(() -> Main.commandLine(terminal).parseArgs(words(line)))
                .as("authscape %s", line)
                .doesNotThrowAnyException();
    }

    /** As a shell takes them, as far as a documented line needs it. */
    private static String[] words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group().replaceAll("[\"']", ""))
                .toArray(String[]::new);
    }

    static Stream<String> lines() {
        return Stream.concat(sessions(), Stream.concat(found(IN_CI, CI), actionSteps()));
    }

    @Test
    void theLinesAreFoundAtAll() {
        assertThat(found(IN_CI, CI)).hasSizeGreaterThan(5).anyMatch(line -> line.startsWith("plan -f clients"));
        assertThat(sessions()).hasSizeGreaterThan(3);
        assertThat(actionSteps()).hasSize(2);
    }

    @Test
    void theWorkflowsAreYamlWithTheirParts() throws IOException {
        List<JsonNode> blocks = workflows();
        assertThat(blocks.get(0).path("jobs").properties())
                .extracting(Map.Entry::getKey)
                .containsExactly("plan", "apply");
        assertThat(blocks.get(1).path("stages").toString()).isEqualTo("[\"plan\",\"apply\"]");
        assertThat(blocks.get(1).path("plan").path("script").size()).isPositive();
    }

    @Test
    void aRefusedPlanIsCommentedOnAndAnApprovedOneIsApplied() {
        JsonNode gitHub = workflows().get(0).path("jobs");
        assertThat(StreamSupport.stream(gitHub.path("plan").path("steps").spliterator(), false)
                        .filter(step -> step.path("run").asText().contains("gh pr comment")))
                .singleElement()
                .satisfies(step -> assertThat(step.path("if").asText()).startsWith("always()"));
        assertThat(gitHub.path("apply").path("needs").asText()).isEqualTo("plan");

        JsonNode gitLab = workflows().get(1);
        assertThat(gitLab.path("plan").path("rules").path(0).path("if").asText())
                .contains("merge_request_event");
        assertThat(gitLab.path("plan").path("after_script").toString()).contains("/merge_requests/");
        assertThat(found(IN_CI, CI).filter(line -> line.startsWith("apply ")))
                .allMatch(line -> line.contains("--plan"));
        assertThat(actionSteps().filter(line -> line.startsWith("apply "))).allMatch(line -> line.contains("--plan"));
    }

    @Test
    void aStepGivesOnlyInputsThatTheActionHas() throws IOException {
        JsonNode inputs =
                YAML.readTree(Files.readString(Path.of("..", "action.yml"))).path("inputs");
        for (JsonNode step : ourSteps()) {
            step.path("with").fieldNames().forEachRemaining(name -> assertThat(inputs.has(name))
                    .as(name)
                    .isTrue());
        }
    }

    private static Stream<String> sessions() {
        try (Stream<Path> pages = Files.list(DOCS)) {
            return pages.filter(page -> page.toString().endsWith(".md")).sorted().toList().stream()
                    .flatMap(page -> found(IN_SESSION, page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> actionSteps() {
        return ourSteps().stream()
                .map(step -> step.path("with"))
                .map(with -> with.path("command").asText() + " -f "
                        + with.path("files").asText() + " " + with.path("args").asText());
    }

    private static List<JsonNode> ourSteps() {
        List<JsonNode> steps = new ArrayList<>();
        for (JsonNode job : workflows().get(0).path("jobs")) {
            StreamSupport.stream(job.path("steps").spliterator(), false)
                    .filter(step -> step.path("uses").asText("").startsWith("authscape/"))
                    .forEach(steps::add);
        }
        return steps;
    }

    private static List<JsonNode> workflows() {
        return found(YAML_BLOCK, CI).map(DocumentedCommandsTest::yaml).toList();
    }

    private static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private static Stream<String> found(Pattern pattern, Path page) {
        try {
            return pattern
                    .matcher(Files.readString(page))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
