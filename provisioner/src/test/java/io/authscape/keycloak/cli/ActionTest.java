package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script of action.yml as a runner does, with a program in Java's place that tells what it was given. */
class ActionTest {

    @TempDir
    private Path folder;

    private JsonNode action;

    @BeforeEach
    void read() throws Exception {
        action = new ObjectMapper(new YAMLFactory()).readTree(Files.readString(Path.of("..", "action.yml")));
        Path java = folder.resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\nexit \"$FAKE_EXIT\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void inputsBecomeWords() throws Exception {
        Map<String, String> inputs = new HashMap<>();
        inputs.put("command", "plan");
        inputs.put("files", "clients/a b.json\nclients/c.json\n");
        inputs.put("server", "https://id.example.com");
        inputs.put("args", "--output markdown --out plan.json");
        assertThat(run(inputs, 0).lines())
                .containsExactly(
                        "<-jar>",
                        "<cli.jar>",
                        "<plan>",
                        "<--file>",
                        "<clients/a b.json>",
                        "<--file>",
                        "<clients/c.json>",
                        "<--server>",
                        "<https://id.example.com>",
                        "<--output>",
                        "<markdown>",
                        "<--out>",
                        "<plan.json>",
                        "0");
    }

    @Test
    void anInputIsNoCommand() throws Exception {
        String out = run(Map.of("command", "plan", "files", "$(touch x)`touch x`;touch x", "args", "; touch x"), 0);
        assertThat(out).contains("<$(touch x)`touch x`;touch x>", "<;>", "<touch>");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void changesThatWaitAreNoFailure() throws Exception {
        assertThat(run(Map.of("command", "plan", "FAKE_EXIT", "2"), 0)).endsWith("\n0\n");
        assertThat(Files.readString(folder.resolve("output"))).isEqualTo("exit-code=2\n");
        assertThat(run(Map.of("command", "plan", "FAKE_EXIT", "77"), 77)).endsWith("\n77\n");
    }

    @Test
    void everyInputIsPassedOn() {
        String environment =
                action.path("runs").path("steps").path(1).path("env").toString();
        action.path("inputs").fieldNames().forEachRemaining(name -> assertThat(
                        name.equals("java-version") || environment.contains("${{ inputs." + name + " }}"))
                .as(name)
                .isTrue());
        assertThat(action.path("runs").path("steps").path(1).path("run").asText())
                .doesNotContain("${{");
    }

    /** What came to stdout, and in its last line the exit code. */
    private String run(Map<String, String> inputs, int exitCode) throws Exception {
        JsonNode step = action.path("runs").path("steps").path(1);
        Path script =
                Files.writeString(folder.resolve("script"), step.path("run").asText());
        ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> env = builder.environment();
        env.put("PATH", folder + ":" + System.getenv("PATH"));
        env.put("GITHUB_OUTPUT", Files.writeString(folder.resolve("output"), "").toString());
        env.put("FAKE_EXIT", inputs.getOrDefault("FAKE_EXIT", "0"));
        step.path("env")
                .properties()
                .forEach(variable -> env.put(
                        variable.getKey(),
                        inputs.getOrDefault(
                                variable.getValue().asText().replaceAll(".*inputs\\.([a-z-]+).*", "$1"), "")));
        env.put("ACTION_JAR", "cli.jar");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isEqualTo(exitCode);
        return out + process.exitValue() + "\n";
    }
}
