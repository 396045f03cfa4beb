package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.kubernetes.Manifests;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

/** What the pods of docker/kubernetes are started with is something that the command line takes. */
class KubernetesCommandsTest {

    static Stream<List<String>> commands() {
        return Manifests.podSpecs().stream().map(Manifests::arguments);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void itParses(List<String> arguments) {
        assertThatCode(() -> parse(arguments)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anOptionThatDoesNotExistIsFound(List<String> arguments) {
        List<String> misspelt = new ArrayList<>(arguments);
        misspelt.replaceAll(argument -> argument.replace("--client-secret-file", "--client-secret-files"));
        assertThat(misspelt).isNotEqualTo(arguments);

        assertThatExceptionOfType(ParameterException.class).isThrownBy(() -> parse(misspelt));
    }

    @Test
    void theJobAppliesAndTheCronJobRotates() {
        assertThat(commands().map(arguments -> arguments.get(0))).containsExactly("apply", "rotate");
        assertThat(Manifests.one("CronJob", "authscape-rotate")
                        .at("/spec/schedule")
                        .asText()
                        .split(" ", -1))
                .hasSize(5);
    }

    /** Each path that a command names is in a volume that its pod mounts. */
    @Test
    void whatACommandReadsIsMounted() {
        for (JsonNode pod : Manifests.podSpecs()) {
            List<String> mounts = pod.at("/containers/0/volumeMounts").findValuesAsText("mountPath");
            assertThat(Manifests.arguments(pod))
                    .filteredOn(argument -> argument.contains("=/"))
                    .hasSize(3)
                    .allSatisfy(argument -> assertThat(mounts)
                            .anyMatch(mount -> argument.substring(argument.indexOf('=') + 1)
                                    .startsWith(mount)));
        }
    }

    private static void parse(List<String> arguments) {
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                Map.of(),
                new ByteArrayInputStream(new byte[0]));
        Main.commandLine(terminal).parseArgs(arguments.toArray(String[]::new));
    }
}
