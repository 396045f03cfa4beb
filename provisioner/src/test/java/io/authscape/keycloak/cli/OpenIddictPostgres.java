package io.authscape.keycloak.cli;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** A PostgreSQL of our own with the database that OpenIddict 7.8 wrote. */
final class OpenIddictPostgres implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private OpenIddictPostgres(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static OpenIddictPostgres start() throws IOException, SQLException {
        OpenIddictPostgres started = new OpenIddictPostgres(EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofMinutes(2))
                .start());
        try (InputStream in = OpenIddictPostgres.class.getResourceAsStream(
                "/io/authscape/keycloak/migrate/openiddict.postgresql.sql")) {
            started.run(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        return started;
    }

    String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    void run(String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** By default this server trusts everybody on the machine; from now on it asks this role for its password. */
    void lock(String role) throws IOException, SQLException {
        Path rules = rules();
        List<String> lines = Files.readAllLines(rules);
        lines.add(0, "host all " + role + " all scram-sha-256");
        Files.write(rules, lines);
        run("SELECT pg_reload_conf()");
        await().atMost(Duration.ofMinutes(1)).until(() -> isLockedOut(role));
    }

    private Path rules() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW hba_file")) {
            answer.next();
            return Path.of(answer.getString(1));
        }
    }

    private boolean isLockedOut(String role) {
        try (Connection in = DriverManager.getConnection(url(), role, "")) {
            return !in.isValid(10);
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
