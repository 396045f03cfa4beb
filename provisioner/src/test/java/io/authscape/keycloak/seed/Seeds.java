package io.authscape.keycloak.seed;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Seeds for tests. */
final class Seeds {

    static final Path REALM_CONFIG = Path.of("..", "realm-config");

    private Seeds() {}

    static SeedReading read(String text) {
        return read(text, Map.of());
    }

    static SeedReading read(String text, Map<String, String> env) {
        return new SeedReader(env).read(new SeedText("s.json", text, Path.of("").toAbsolutePath()));
    }

    /** A seed whose only line 2 holds these members beside the required ones. */
    static SeedReading readWith(String members) {
        return readWith(members, Map.of());
    }

    static SeedReading readWith(String members, Map<String, String> env) {
        return read("{ \"version\": 1, \"owner\": \"o\", \"realm\": \"r\",\n" + members + " }", env);
    }

    static List<String> problems(SeedReading reading) {
        return reading.problems().stream().map(Problem::toString).toList();
    }
}
