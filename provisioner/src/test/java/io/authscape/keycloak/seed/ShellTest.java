package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {

    /** Where a word that isn't quoted well leaves its traces. */
    @TempDir
    private Path folder;

    /** What a client may be called must not run anything when its name is pasted. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "billing",
                "two words",
                "it's",
                "$(touch x)",
                "`id`",
                "a;b|c&d>e",
                "-r",
                "ü€",
                "line\nbreak'\\",
                "\u202eturned",
                "*",
                "~"
            })
    void bashReadsTheWordAsItIs(String text) throws Exception {
        Process bash = new ProcessBuilder("bash", "-c", "LC_ALL=C.UTF-8; printf -- %s " + Shell.word(text))
                .directory(folder.toFile())
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo(text);
        assertThat(Shell.word(text)).doesNotContain("\n", "\u202e");
    }
}
