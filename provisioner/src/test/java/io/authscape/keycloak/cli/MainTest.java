package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.seed.SeedSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private static final String SEED = "../realm-config/seeds/background-service.json";
    private static final Map<String, String> SECRETS =
            Map.of("BACKGROUND_SERVICE_SECRET", "hunter2hunter2", "RESOURCE_SERVER_1_SECRET", "hunter2hunter3");

    @Test
    void validSeed() {
        Invocation run = Invocation.of(SECRETS, "", "validate", "-f", SEED);
        assertThat(run)
                .isEqualTo(new Invocation(
                        0,
                        SEED + " is valid: 1 scope and 2 clients for realm 'authscape'" + System.lineSeparator(),
                        ""));
    }

    @Test
    void invalidSeed() {
        Invocation run = Invocation.of(Map.of(), "", "validate", "-f", SEED);
        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo(SEED + ":16:23: /clients/0/clientSecret: error: the environment variable"
                        + " BACKGROUND_SERVICE_SECRET is not defined; define it");
    }

    @Test
    void seedFromStdin() {
        Invocation run = Invocation.of(Map.of(), "{ }", "validate", "-f", "-");
        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.err()).startsWith("stdin:1:1: /version: error: 'version' is missing; add it");
    }

    @Test
    void anOptionWinsOverItsTwinInTheEnvironment() {
        Map<String, String> env = Map.of("AUTHSCAPE_FILE", "-", "AUTHSCAPE_REALM", "of-env");
        String seed = "{ \"version\": 1, \"owner\": \"o\", \"realm\": \"of-seed\" }";
        assertThat(Invocation.of(env, seed, "validate").out()).contains("for realm 'of-env'");
        assertThat(Invocation.of(env, seed, "validate", "--realm", "of-option").out())
                .contains("for realm 'of-option'");
        assertThat(Invocation.of(Map.of("AUTHSCAPE_REALM", ""), seed, "validate", "-f", "-")
                        .out())
                .contains("for realm 'of-seed'");
    }

    @Test
    void schema() {
        assertThat(Invocation.of(Map.of(), "", "schema")).isEqualTo(new Invocation(0, SeedSchema.text(), ""));
    }

    @Test
    void helpTellsTheExitCodes() {
        Invocation run = Invocation.of(Map.of(), "", "--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Exit codes:", "65   invalid seed", "validate", "apply", "token", "schema");
        assertThat(Invocation.of(Map.of(), "", "apply", "--help").out()).contains("AUTHSCAPE_AUTH_REALM");
        assertThat(Invocation.of(Map.of(), "", "--version").out()).startsWith("authscape ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plna",
                "plan",
                "validate",
                "validate --nope -f x",
                "validate -f",
                "validate -f a -f b",
                "validate -f does-not-exist.json",
                "apply -f SEED",
                "apply -f SEED --server http://127.0.0.1:1",
                "apply -f SEED --server http://127.0.0.1:1 --username u",
                "apply -f SEED --server http://127.0.0.1:1 --client-id c",
                "apply -f SEED --server http://127.0.0.1:1 --username u --password-file does-not-exist",
                "apply -f SEED --server ftp://127.0.0.1 --username u",
                "apply -f SEED --server http://user:hunter2@localhost --username u",
                "token -f SEED",
                "token -f SEED --server http://127.0.0.1:1 --client nope",
                "token -f SEED --server http://127.0.0.1:1 --endpoint /<>",
            })
    void wrongUsage(String line) {
        String[] args =
                line.isEmpty() ? new String[0] : line.replace("SEED", SEED).split(" ", -1);
        Invocation run = Invocation.of(SECRETS, "", args);
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error: ").doesNotContain("Exception", "hunter2", "\tat ");
    }

    @Test
    void aPasswordOnTheCommandLineIsNotRepeated() {
        for (String option : List.of("--password=hunter2", "--client-secret=hunter2")) {
            Invocation run = Invocation.of(Map.of(), "", "apply", "-f", "x", "--server", "x", option);
            assertThat(run.exitCode()).isEqualTo(64);
            assertThat(run.err()).contains("unknown option '--").doesNotContain("hunter2");
        }
    }

    @Test
    void nobodyAtThePort() throws Exception {
        String server = "http://127.0.0.1:" + closedPort();
        Invocation apply = Invocation.of(
                with("AUTHSCAPE_PASSWORD", "hunter2"), "", "apply", "-f", SEED, "--server", server, "--username", "u");
        assertThat(apply.exitCode()).isEqualTo(69);
        assertThat(apply.err()).startsWith("error: can't reach Keycloak: ").doesNotContain("hunter2");

        Invocation token = Invocation.of(SECRETS, "", "token", "-f", SEED, "--server", server);
        assertThat(token.exitCode()).isEqualTo(69);
        assertThat(token.err()).startsWith("error: can't reach the token endpoint " + server + "/connect/token");
        assertThat(token.all()).doesNotContain("hunter2");
    }

    @Test
    void demoSecretsStayOnLoopback() {
        Map<String, String> env = Map.of(
                "BACKGROUND_SERVICE_SECRET", "service-secret-here", "RESOURCE_SERVER_1_SECRET", "hunter2hunter3");
        for (String server : List.of("http://id.invalid", "http://127.0.0.1.invalid", "http://localhost.invalid")) {
            Invocation run = Invocation.of(env, "", "apply", "-f", SEED, "--server", server, "--username", "u");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .startsWith("error: AuthScape's documents print the secret of 'background-service'; give other")
                    .doesNotContain("service-secret-here");
        }
        for (String server : List.of("http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1")) {
            Invocation run = Invocation.of(env, "", "apply", "-f", SEED, "--server", server);
            assertThat(run.err())
                    .isEqualTo("error: nobody to sign in as; give --client-id or --username" + System.lineSeparator());
        }
    }

    @Test
    void noClientForAToken(@TempDir Path folder) throws Exception {
        Path seed = folder.resolve("s.json");
        Files.writeString(seed, """
                { "version": 1, "owner": "o", "realm": "r", "clients": [
                  { "clientId": "open", "clientType": "public", "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "keyed", "permissions": ["ept:token", "gt:client_credentials"],
                    "jsonWebKeySet": { "keys": [ { "kty": "OKP", "crv": "Ed25519", "x": "x" } ] } },
                  { "clientId": "api", "clientSecret": "hunter2", "permissions": ["ept:introspection"] }
                ] }""");
        Invocation run = Invocation.of(Map.of(), "", "token", "-f", seed.toString(), "--server", "http://localhost:1");
        assertThat(run.exitCode()).as("a check that checked nothing").isEqualTo(64);
        assertThat(run.err())
                .as("a seed's warnings are told by validate and apply")
                .startsWith("error: no client of ")
                .hasLineCount(1);
    }

    @Test
    void outputThatIsLostIsAFailure() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int start, int length) throws IOException {
                throw new IOException("no space left");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        StringWriter err = new StringWriter();
        int exitCode = Main.run(
                new PrintWriter(full), new PrintWriter(err), Map.of(), new ByteArrayInputStream(new byte[0]), "schema");
        assertThat(exitCode).isEqualTo(1);
        assertThat(err).hasToString("error: stdout can't be written" + System.lineSeparator());
    }

    @Test
    void noFailingPathShowsASecret(@TempDir Path folder) throws Exception {
        Path seed = folder.resolve("s.json");
        Files.writeString(seed, """
                { "version": 1, "owner": "o", "realm": "r", "clients": [
                  { "clientId": "a", "clientSecret": "hunter2hunter2", "permissions": ["ept:token", "gt:client_credentials"] },
                  { "clientId": "a", "clientSecret": "hunter2${hunter2}", "clientSecretHash": "hunter2" },
                  { "clientId": "b", "clientSecret": ["hunter2"], "clientSecrets": [ { "id": "hunter2" } ] },
                  { "clientId": "c", "clientSecret": "${env:A:-hunter2}${env:NOPE}", "secretStorage": "hunter2" },
                  { "clientId": "d", "jsonWebKeySet": { "keys": [ { "kty": "oct", "k": "hunter2" },
                    { "kty": "RSA", "n": "x", "e": "AQAB", "d": "hunter2", "oth": [ { "d": "hunter2" } ] } ] } },
                  { "clientId": "e", "jsonWebKeySet": "hunter2", "clientType": "hunter2" }
                ] }""");
        for (String command : List.of("validate", "apply", "token")) {
            Invocation run = Invocation.of(
                    Map.of("A", "hunter2", "AUTHSCAPE_SERVER", "http://localhost:1"),
                    "",
                    command,
                    "-f",
                    seed.toString());
            assertThat(run.exitCode()).isEqualTo(65);
            assertThat(run.all()).contains("error: ").doesNotContain("hunter2");
        }
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> env = new java.util.HashMap<>(SECRETS);
        env.put(name, value);
        return env;
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
