package io.authscape.keycloak.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL from Maven on a free loopback port. It ends with {@link #close()} and, whatever happens, with the JVM that
 * started it. PostgreSQL refuses to run as root: for root it runs in a user namespace, which Linux must allow.
 */
final class SharedPostgres implements AutoCloseable {

    /** Fast shutdown, as PostgreSQL calls it; the kernel closes standard input even of a JVM that is killed. */
    private static final String WATCHDOG = "cat >/dev/null; kill -INT \"$1\" 2>/dev/null";

    private final EmbeddedPostgres postgres;
    private final Process watchdog;

    private SharedPostgres(EmbeddedPostgres postgres, Process watchdog) {
        this.postgres = postgres;
        this.watchdog = watchdog;
    }

    static SharedPostgres start(Path data) {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    // Each node of Keycloak may hold a hundred.
                    .setServerConfig("max_connections", "400")
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
            String process = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            return new SharedPostgres(
                    postgres, new ProcessBuilder("bash", "-c", WATCHDOG, "watchdog", process).start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL doesn't start", e);
        }
    }

    String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @Override
    public void close() {
        watchdog.destroy();
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL doesn't stop", e);
        }
    }
}
