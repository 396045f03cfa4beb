package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.keycloak.LiveRealm;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.Planner;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.seed.SeedReader;
import io.authscape.keycloak.seed.SeedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A seed and a realm go in, a plan comes out. What comes out now is left in {@code target/plans}; copy it over a file
 * that shall change.
 */
class PlanGoldenTest {

    private static final Path CASES = Path.of("src/test/resources/io/authscape/keycloak/plans");
    private static final Path ACTUAL = Path.of("target/plans");
    private static final Map<String, String> SECRETS = Map.of(
            "BACKGROUND_SERVICE_SECRET", "s3cret-of-the-background-service",
            "WEB_SECRET", "s3cret-of-the-web-app");

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asText(String name) throws IOException {
        Plan plan = plan(name);
        String text = plan.entries()
                        .filter(Entry::isWork)
                        .flatMap(entry -> EntryText.planned(entry).stream())
                        .map(line -> line + "\n")
                        .collect(Collectors.joining())
                + Words.summary(plan) + "\n"
                + plan.notes().stream().map(note -> "note: " + note + "\n").collect(Collectors.joining())
                + plan.refusals().stream()
                        .map(refusal -> "error: " + refusal + "\n")
                        .collect(Collectors.joining());
        compare(name, "plan.txt", text);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asMarkdown(String name) throws IOException {
        compare(name, "plan.md", PlanMarkdown.of(plan(name)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asJson(String name) throws IOException {
        compare(name, "plan.json", PlanJson.of(plan(name)).toPrettyString() + "\n");
    }

    private static Plan plan(String name) throws IOException {
        Path folder = CASES.resolve(name);
        Seed seed = new SeedReader(SECRETS)
                .read(SeedText.of(folder.resolve("seed.json")))
                .seed()
                .orElseThrow();
        return Planner.plan(seed, LiveRealm.read(folder.resolve("live.json")), options(folder));
    }

    private static PlanOptions options(Path folder) throws IOException {
        Path file = folder.resolve("options.json");
        if (!Files.exists(file)) {
            return PlanOptions.NONE;
        }
        PlanningOptions options = new PlanningOptions();
        options.set(new ObjectMapper().readTree(file.toFile()));
        return options.options();
    }

    private static void compare(String name, String file, String actual) throws IOException {
        Path written = ACTUAL.resolve(name).resolve(file);
        Files.createDirectories(written.getParent());
        Files.writeString(written, actual);
        assertThat(SECRETS.values()).noneMatch(actual::contains);
        assertThat(actual).doesNotContain("changed-by-hand", "AQAAAA");
        assertThat(written).hasSameTextualContentAs(CASES.resolve(name).resolve(file));
    }
}
