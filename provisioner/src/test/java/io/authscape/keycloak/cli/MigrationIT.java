package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a database that OpenIddict wrote to a token that Keycloak gives for the old secret, which neither the command line
 * nor Keycloak ever knew.
 */
@ExtendWith(KeycloakExtension.class)
class MigrationIT {

    private static final String MIGRATE = "/io/authscape/keycloak/migrate/";
    private static final String PASSWORD = "hunter2-of-the-database";

    private static OpenIddictPostgres postgres;

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestRealm testRealm;
    private final ProvisionedRealm realm;

    MigrationIT(TestRealm testRealm) {
        this.testRealm = testRealm;
        this.realm = new ProvisionedRealm(testRealm);
    }

    @BeforeAll
    static void startPostgresql() throws IOException, SQLException {
        postgres = OpenIddictPostgres.start();
    }

    @AfterAll
    static void stopPostgresql() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void clean() {
        realm.clean();
    }

    @Test
    void postgresqlToATokenWithTheOldSecret() throws Exception {
        // Beside what was captured, a client whose secret stands nowhere but here.
        String secret = "hunter2-that-only-its-service-knows";
        postgres.run(
                "INSERT INTO public.\"OpenIddictApplications\" (\"Id\", \"ClientId\", \"ClientType\", \"ClientSecret\","
                        + " \"Permissions\") VALUES ('1', 'late-service', 'confidential', '"
                        + Pbkdf2Hash.of(secret).text()
                        + "', '[\"ept:token\",\"gt:client_credentials\",\"scp:api1\"]')");
        Path seed = folder.resolve("seed.json");

        Invocation imported = importInto(
                Map.of(), seed, "--jdbc", postgres.url(), "--jdbc-username", "postgres", "--owner", "captures");
        assertThat(imported.exitCode()).as(imported.all()).isZero();
        assertThat(imported.out()).contains("clients: 17 imported, 0 skipped, 0 not imported");
        Invocation applied = realm.runAlone("apply", "-f", seed.toString());
        assertThat(applied.exitCode()).as(applied.all()).isZero();
        assertThat(applied.out()).contains("20 created, 0 changed, 0 unchanged");

        assertOldSecretsWork();
        assertThat(token("late-service", secret, "api1").statusCode()).isEqualTo(200);
        assertThat(imported.all() + applied.all() + Files.readString(seed)).doesNotContain("hunter2");
        assertSameEffectAsTheCapturedSeed();
        assertNothingToDoTheSecondTime(seed);
    }

    @Test
    void sqliteToATokenWithTheOldSecret() throws Exception {
        Path file = folder.resolve("openiddict.sqlite");
        try (InputStream in = MigrationIT.class.getResourceAsStream(MIGRATE + "openiddict.sqlite")) {
            Files.copy(in, file);
        }
        Path seed = folder.resolve("seed.json");

        Invocation imported = importInto(Map.of(), seed, "--jdbc", "jdbc:sqlite:" + file, "--owner", "captures");
        assertThat(imported.exitCode()).as(imported.all()).isZero();
        assertThat(realm.runAlone("apply", "-f", seed.toString()).exitCode()).isZero();

        assertOldSecretsWork();
        assertSameEffectAsTheCapturedSeed();
    }

    @Test
    void theDatabasesOwnLock() throws Exception {
        postgres.run("CREATE ROLE locked LOGIN PASSWORD '" + PASSWORD + "'");
        postgres.lock("locked");
        Path seed = folder.resolve("seed.json");
        String[] options = {"--jdbc", postgres.url(), "--jdbc-username", "locked", "--owner", "it"};

        Invocation without = importInto(Map.of(), seed, options);
        assertThat(without.exitCode()).as(without.err()).isEqualTo(77);
        assertThat(without.err()).contains("set AUTHSCAPE_JDBC_PASSWORD, or give --jdbc-password-file");

        Invocation wrong = importInto(Map.of("AUTHSCAPE_JDBC_PASSWORD", "hunter2-wrong"), seed, options);
        assertThat(wrong.exitCode()).as(wrong.err()).isEqualTo(77);
        assertThat(wrong.err()).contains("password authentication failed").doesNotContain("hunter2");

        Map<String, String> right = Map.of("AUTHSCAPE_JDBC_PASSWORD", PASSWORD);
        Invocation blind = importInto(right, seed, options);
        assertThat(blind.exitCode()).as(blind.err()).isEqualTo(77);
        assertThat(blind.err())
                .contains("permission denied", "may read OpenIddict's tables")
                .doesNotContain("hunter2");
        assertThat(seed).doesNotExist();

        postgres.run("GRANT SELECT ON public.\"OpenIddictApplications\", public.\"OpenIddictScopes\" TO locked");
        Path file = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
        Invocation reads = importInto(
                Map.of(),
                seed,
                Stream.concat(Stream.of(options), Stream.of("--jdbc-password-file", file.toString()))
                        .toArray(String[]::new));
        assertThat(reads.exitCode()).as(reads.err()).isZero();
        assertThat(importInto(right, seed, options).exitCode()).isZero();
    }

    @Test
    void schemasAndOtherSpellings() throws Exception {
        postgres.run("CREATE SCHEMA other; CREATE TABLE other.open_iddict_applications (client_id text, type text,"
                + " permissions jsonb); INSERT INTO other.open_iddict_applications VALUES ('snake', 'public',"
                + " '[ \"ept:token\", \"gt:device_code\" ]');"
                + " CREATE TABLE other.open_iddict_scopes (name text, resources jsonb);"
                + " INSERT INTO other.open_iddict_scopes VALUES ('s', '[\"r\"]')");
        try {
            Path seed = folder.resolve("seed.json");
            String[] options = {"--jdbc", postgres.url(), "--jdbc-username", "postgres", "--owner", "it"};
            Invocation ambiguous = importInto(Map.of(), seed, options);
            assertThat(ambiguous.exitCode()).isEqualTo(64);
            assertThat(ambiguous.err())
                    .contains("'public.OpenIddictApplications'", "'other.open_iddict_applications'", "--schema");

            Invocation chosen = importInto(Map.of("AUTHSCAPE_SCHEMA", "other"), seed, options);
            assertThat(chosen.exitCode()).as(chosen.err()).isZero();
            JsonNode tree = new ObjectMapper().readTree(Files.readString(seed));
            assertThat(tree.path("clients").toString())
                    .contains("\"snake\"", "\"gt:urn:ietf:params:oauth:grant-type:device_code\"");
            assertThat(tree.path("scopes").path(0).path("resources").toString()).isEqualTo("[\"r\"]");

            Invocation nowhere = importInto(Map.of("AUTHSCAPE_SCHEMA", "nope"), seed, options);
            assertThat(nowhere.exitCode()).isEqualTo(65);
            assertThat(nowhere.err()).contains("in schema 'nope'");
        } finally {
            postgres.run("DROP SCHEMA other CASCADE");
        }
    }

    private void assertOldSecretsWork() throws Exception {
        HttpResponse<String> right = token("background-service", "service-secret-here", "api1");
        assertThat(right.statusCode()).as(right.body()).isEqualTo(200);
        JWTClaimsSet claims =
                SignedJWT.parse(json(right).path("access_token").asText()).getJWTClaimsSet();
        assertThat(claims.getSubject()).isEqualTo("background-service");
        assertThat(claims.getAudience()).containsExactly("resource_server_1", "rust_server");
        assertThat(token("odd chars:+%&ü", "p+ss w%rd&=ü:", "api1").statusCode())
                .isEqualTo(200);

        HttpResponse<String> wrong = token("background-service", "service-secret-her", "api1");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(json(wrong).toString())
                .isEqualTo("{\"error\":\"invalid_client\",\"error_description\":\"The specified client credentials are"
                        + " invalid.\",\"error_uri\":\"https://documentation.openiddict.com/errors/ID2055\"}");
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith("Basic error=\"invalid_client\"");
    }

    /** Written by hand, with the secrets themselves: a plan finds that all is there, and that the hashes are theirs. */
    private void assertSameEffectAsTheCapturedSeed() throws IOException {
        JsonNode captured = new ObjectMapper().readTree(ProvisionedRealm.captured());
        assertThat(captured.path("owner").asText()).isEqualTo("captures");
        Path file = Files.writeString(folder.resolve("captured.json"), captured.toString());
        Invocation plan = realm.runAlone("plan", "-f", file.toString(), "--detailed-exitcode");
        assertThat(plan.exitCode()).as(plan.all()).isZero();
        assertThat(plan.out()).startsWith("Nothing to do");
    }

    private void assertNothingToDoTheSecondTime(Path seed) {
        realm.forgetEvents();
        assertThat(realm.runAlone("apply", "-f", seed.toString()).out()).startsWith("Nothing to do");
        assertThat(realm.writes()).isEmpty();
    }

    private Invocation importInto(Map<String, String> env, Path seed, String... options) {
        return Invocation.of(
                env,
                "",
                Stream.concat(Stream.of("import", "openiddict", "--out", seed.toString()), Stream.of(options))
                        .toArray(String[]::new));
    }

    private HttpResponse<String> token(String client, String secret, String scope)
            throws IOException, InterruptedException {
        String form = Map.of("client_id", client, "client_secret", secret, "scope", scope).entrySet().stream()
                .map(field -> "&" + field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .reduce("grant_type=client_credentials", String::concat);
        HttpRequest request = HttpRequest.newBuilder(testRealm.uri("connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
