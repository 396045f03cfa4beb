package io.authscape.keycloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can't run is loud everywhere and a failure where it is required; each case in a JVM of its own. */
class CannotRunTest {

    @ParameterizedTest
    @CsvSource({
        "'', false, skipped",
        "false, false, skipped",
        "true, false, failed",
        "1, false, failed",
        "'', true, failed",
    })
    void isSkippedUnlessRequired(String ci, boolean required, String outcome) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        if (required) {
            command.add("-Dextended.required");
        }
        command.add(Main.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("CI");
        if (!ci.isEmpty()) {
            builder.environment().put("CI", ci);
        }
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains(outcome + ": the engine CAN'T RUN: it is missing");
        assertThat(said.contains("!!!!!")).isEqualTo(outcome.equals("skipped"));
    }

    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            try {
                throw CannotRun.because("the engine", "it is missing");
            } catch (org.opentest4j.TestAbortedException e) {
                System.out.println("skipped: " + e.getMessage());
            } catch (AssertionError e) {
                System.out.println("failed: " + e.getMessage());
            }
        }
    }
}
