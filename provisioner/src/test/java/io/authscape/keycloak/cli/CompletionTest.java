package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

    @TempDir
    private Path folder;

    @Test
    void bashCompletesCommands() throws Exception {
        assertThat(completedByBash("authscape", "app")).containsExactly("apply");
        assertThat(completedByBash("authscape", "")).contains("validate", "apply", "token", "schema", "completion");
    }

    @Test
    void bashCompletesOptionsAndValues() throws Exception {
        assertThat(completedByBash("authscape", "apply", "--client-k")).containsExactly("--client-key-file");
        assertThat(completedByBash("authscape", "token", "--en")).containsExactly("--endpoint");
        assertThat(completedByBash("authscape", "validate", "--ser")).isEmpty();
        assertThat(completedByBash("authscape", "completion", "f")).containsExactly("fish");
        assertThat(completedByBash("authscape", "import", "")).contains("openiddict", "identityserver");
        assertThat(completedByBash("authscape", "import", "openiddict", "--jdbc-p"))
                .containsExactly("--jdbc-password-file");
    }

    @Test
    void zshGetsTheSameScriptWithABridge() {
        String script = script("zsh");
        assertThat(script).isEqualTo(script("bash")).contains("bashcompinit");
    }

    @Test
    void fishKnowsEveryCommandAndOption() {
        assertThat(script("fish").lines())
                .contains(
                        "complete -c authscape -n __fish_use_subcommand -a schema -d"
                                + " 'Print the JSON schema of seed files'",
                        "complete -c authscape -n '__fish_seen_subcommand_from apply' -l server -x -d"
                                + " 'Keycloak\\'s base URL, for example http://localhost:8080'",
                        "complete -c authscape -n '__fish_seen_subcommand_from apply' -l ca-file -rF -d"
                                + " 'PEM certificates to trust in addition to the JVM\\'s'",
                        "complete -c authscape -n '__fish_seen_subcommand_from import' -a openiddict -d 'Write the"
                                + " clients and scopes of an OpenIddict database as a seed file, with their hashed"
                                + " secrets'",
                        "complete -c authscape -n '__fish_seen_subcommand_from openiddict' -l applications -rF -d"
                                + " 'The table OpenIddictApplications as CSV or JSON, instead of a database'",
                        "complete -c authscape -n '__fish_seen_subcommand_from completion' -a 'zsh'")
                .allSatisfy(line -> assertThat(line).matches("#.*|complete -c authscape .*"));
    }

    @Test
    void anUnknownShellIsNamed() {
        Invocation run = Invocation.of(Map.of(), "", "completion", "tcsh");
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("tcsh", "bash, zsh, fish");
    }

    private String[] completedByBash(String... words) throws Exception {
        Path script = Files.writeString(folder.resolve("authscape.bash"), script("bash"));
        StringBuilder test = new StringBuilder("source '" + script + "'\nCOMP_WORDS=(");
        for (String word : words) {
            test.append('\'').append(word).append("' ");
        }
        test.append(")\nCOMP_CWORD=")
                .append(words.length - 1)
                .append("\n_complete_authscape authscape '")
                .append(words[words.length - 1])
                .append("'\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n");
        return bash(test.toString())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toArray(String[]::new);
    }

    private String bash(String text) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-c", text)
                .redirectError(folder.resolve("err").toFile())
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
        return out;
    }

    private static String script(String shell) {
        Invocation run = Invocation.of(Map.of(), "", "completion", shell);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }
}
