package io.authscape.keycloak.examples.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Map<String, String> ENV = Map.of(
            "SYNC_ISSUER", "https://id.example.com/realms/authscape",
            "SYNC_CLIENT_ID", "data-sync",
            "SYNC_SECRET_FILE", "secret",
            "SYNC_API", "https://api.example.com",
            "SYNC_TARGET", "items");

    @TempDir
    private Path folder;

    @Test
    void whatIsNotSaidHasADefault() {
        Settings settings = Settings.of(ENV);

        assertThat(settings.interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.backOff()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.scopes()).containsExactly("sync.read", "sync.write");
        assertThat(settings.healthPort()).isEqualTo(8091);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYNC_ISSUER", "SYNC_CLIENT_ID", "SYNC_SECRET_FILE", "SYNC_API", "SYNC_TARGET"})
    void whatIsMissingIsNamed(String name) {
        Map<String, String> env = new HashMap<>(ENV);
        env.remove(name);

        assertThatIllegalArgumentException().isThrownBy(() -> Settings.of(env)).withMessageContaining(name);
    }

    @ParameterizedTest
    @CsvSource({
        "SYNC_INTERVAL, 5 minutes",
        "SYNC_INTERVAL, PT0S",
        "SYNC_BACK_OFF, -PT1S",
        "SYNC_HEALTH_PORT, http",
        "SYNC_HEALTH_PORT, 70000",
    })
    void whatIsWrongIsNamed(String name, String value) {
        Map<String, String> env = new HashMap<>(ENV);
        env.put(name, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of(env))
                .withMessageContaining(name)
                .withMessageContaining(value);
    }

    /** Ids come from another machine. */
    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "..", "/tmp/x", "a b", "ok"})
    void noItemLeavesTheFolder(String id) throws Exception {
        Path target = folder.resolve("items");

        new TargetFolder(target).keep(id, List.of("first"));
        new TargetFolder(target).keep(id, List.of("second"));

        try (var files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).singleElement().satisfies(file -> {
                assertThat(file).hasParent(target);
                assertThat(file).hasContent("[\"second\"]");
            });
        }
    }
}
