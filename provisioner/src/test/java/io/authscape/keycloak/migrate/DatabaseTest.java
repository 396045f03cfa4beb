package io.authscape.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.authscape.keycloak.migrate.UnreadableSourceException.Kind;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLite files, and what can be wrong with a database's address. PostgreSQL is in {@code MigrationIT}. */
class DatabaseTest {

    @TempDir
    private Path folder;

    @Test
    void theCapturedFileIsReadAndNotTouched() throws Exception {
        Path file = folder.resolve("openiddict.sqlite");
        Files.copy(DatabaseTest.class.getResourceAsStream("openiddict.sqlite"), file);
        byte[] before = Files.readAllBytes(file);

        Imported run = read(file, null, null);

        assertThat(run.seed().clients()).hasSize(16);
        assertThat(run.seed().scopes()).hasSize(3);
        assertThat(run.migration().isIncomplete()).isFalse();
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "open_iddict_applications, open_iddict_scopes, client_id, ",
        "AbpOpenIddictApplications, AbpOpenIddictScopes, ClientId, ",
        "authApplications, authScopes, ClientId, auth",
        "identity-Applications, identity-Scopes, CLIENTID, identity-",
    })
    void tablesByOtherNames(String applications, String scopes, String id, String prefix) throws SQLException {
        Path file = folder.resolve("x.sqlite");
        sql(
                file,
                "CREATE TABLE \"" + applications + "\" (" + id + " TEXT, type TEXT, permissions TEXT)",
                "INSERT INTO \"" + applications + "\" VALUES ('p', 'public', '[\"ept:token\"]')",
                "CREATE TABLE \"" + scopes + "\" (name TEXT, resources TEXT)",
                "INSERT INTO \"" + scopes + "\" VALUES ('s', '[\"r\"]')");
        Imported run = read(file, null, prefix);
        assertThat(run.seed().clients()).extracting(ClientSeed::clientId).containsExactly("p");
        assertThat(run.client("p").permissions()).containsExactly("ept:token");
        assertThat(run.scope("s").resources()).containsExactly("r");
    }

    @Test
    void missingAndAmbiguousTables() throws SQLException {
        Path file = folder.resolve("x.sqlite");
        sql(file, "CREATE TABLE users (id TEXT)");
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> read(file, null, null))
                .withMessage("the database has no table 'OpenIddictApplications': there are 'users'; give"
                        + " --table-prefix if yours begins otherwise");
        sql(
                file,
                "CREATE TABLE OpenIddictApplications (ClientId TEXT)",
                "CREATE TABLE AbpOpenIddictApplications (ClientId TEXT)");
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> read(file, null, null))
                .withMessageContaining("several such tables")
                .withMessageContaining("--table-prefix");
        assertThat(read(file, null, "AbpOpenIddict").migration().notes())
                .extracting(Note::what)
                .containsExactly("no scopes were given");
    }

    @Test
    void aMissingFileIsNotMade() {
        Path file = folder.resolve("nope.sqlite");
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> read(file, null, null))
                .withMessage("the file of --jdbc can't be opened")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.USAGE));
        assertThat(file).doesNotExist();
    }

    @Test
    void anotherFileIsTold() throws Exception {
        Path file = Files.writeString(folder.resolve("x.sqlite"), "hunter2 ".repeat(200));
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> read(file, null, null))
                .withMessageContaining("not a database")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openiddict.sqlite",
                "jdbc:",
                "jdbc:postgresql:",
                "jdbc:postgresql://h/d?user=u&password=hunter2",
                "jdbc:postgresql://u:hunter2@h/d",
                "jdbc:sqlserver://h;databaseName=d;Password = hunter2",
                "jdbc:nothing://hunter2"
            })
    void addressesThatCantBeOrMustNotBe(String url) {
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> new Database(url, null, null).openIddict(null, null))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.USAGE))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
    }

    @Test
    void nobodyAtThePort() {
        Database database = new Database("jdbc:postgresql://127.0.0.1:1/d", "u", new Secret("hunter2"));
        assertThatExceptionOfType(UnreadableSourceException.class)
                .isThrownBy(() -> database.openIddict(null, null))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE))
                .satisfies(e -> assertThat(e.getMessage() + database).doesNotContain("hunter2"));
    }

    private static Imported read(Path file, String schema, String prefix) {
        return Imported.of(OpenIddictImport.of(
                "it", "r", new Database("jdbc:sqlite:" + file, null, null).openIddict(schema, prefix)));
    }

    private static void sql(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }
}
