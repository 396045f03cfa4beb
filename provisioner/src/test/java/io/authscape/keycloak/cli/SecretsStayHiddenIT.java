package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command as a process of its own, with secrets planted wherever a command takes one, and looks for them in
 * all that anybody else could read: output, written files, Keycloak's log, the machine's process list.
 */
@ExtendWith(KeycloakExtension.class)
class SecretsStayHiddenIT {

    private static final PlantedSecret REFERENCED = new PlantedSecret("a secret by reference", "r3ferenced/+s%cret&=1");
    private static final PlantedSecret LITERAL = new PlantedSecret("a secret in the file", "l1teral/+s%cret&=2");
    private static final PlantedSecret OLD = new PlantedSecret("the secret before the change", "0ld/+s%cret&=3");
    private static final PlantedSecret FOREIGN = new PlantedSecret("a foreign client's", "f0reign/+s%cret&=4");
    private static final PlantedSecret FILED = new PlantedSecret("a secret in its file", "f1led/+s%cret&=7");
    private static final PlantedSecret UNHASHED = new PlantedSecret("a plain one among hashes", "pl41n/+s%cret&=8");
    private static final PlantedSecret JDBC = new PlantedSecret("a database's password", "jdbc/+p%ssword&=9");
    private static final String DATABASE = "jdbc:postgresql://127.0.0.1:1/x";
    private static final PlantedSecret WRONG = new PlantedSecret("a wrong password", "wr0ng/+p%ssword&=5");
    private static final PlantedSecret TLS = new PlantedSecret("a key file's password", "tl5/+p%ssword&=6");
    private static final PlantedSecret KEY = new PlantedSecret("a private key", "bm90LWEta2V5LWJ1dC1wcml2YXRl");

    /** One line per way to run a command. SEED, FILED, INVALID, TABLE, SETTINGS and OUT become paths; a command without a line fails the test. */
    private static final List<Case> CASES = List.of(
            Case.of(Who.NOBODY, 0, "validate", "-f", "SEED"),
            Case.of(Who.NOBODY, 65, "validate", "-f", "INVALID"),
            Case.of(Who.CLIENT, 0, "plan", "-f", "SEED"),
            Case.of(Who.CLIENT, 2, "plan", "-f", "SEED", "--output", "json", "--detailed-exitcode"),
            Case.of(Who.CLIENT, 0, "plan", "-f", "SEED", "--output", "markdown", "--out", "OUT/plan.json"),
            Case.of(Who.WRONG_PASSWORD, 77, "plan", "-f", "SEED"),
            Case.of(Who.WRONG_KEY, 64, "plan", "-f", "SEED"),
            Case.of(Who.WRONG_TLS_PASSWORD, 64, "plan", "-f", "SEED"),
            Case.of(Who.CLIENT, 69, "plan", "-f", "SEED", "--server", "http://127.0.0.1:1"),
            Case.of(Who.CLIENT, 65, "apply", "-f", "INVALID"),
            Case.of(
                    Who.CLIENT,
                    64,
                    "apply",
                    "-f",
                    "SEED",
                    "--client-secret=" + WRONG.value().replace("&", "")),
            Case.of(Who.CLIENT, 0, "apply", "-f", "SEED", "--plan", "OUT/plan.json", "--report", "OUT/report.json"),
            Case.of(Who.USER, 0, "apply", "-f", "SEED", "--verify-token"),
            Case.of(Who.NOBODY, 0, "token", "-f", "SEED", "--endpoint", "/realms/secretsstayhiddenit/connect/token"),
            Case.of(Who.NOBODY, 1, "token", "-f", "SEED", "--endpoint", "/nowhere"),
            Case.of(Who.USER, 0, "setup"),
            Case.of(Who.CLIENT, 0, "export", "--owner", "it", "--out", "OUT/export.json"),
            Case.of(Who.CLIENT, 0, "export", "--owner", "it", "--secret-references"),
            Case.of(Who.NOBODY, 0, "render", "-f", "SEED", "--out", "OUT/realm.json"),
            Case.of(Who.NOBODY, 0, "render", "-f", "SEED", "--out", "-", "--secrets", "none"),
            Case.of(
                    Who.NOBODY,
                    0,
                    "import",
                    "openiddict",
                    "--applications",
                    "TABLE",
                    "--owner",
                    "it",
                    "--out",
                    "OUT/oi.json"),
            Case.of(
                    Who.NOBODY,
                    0,
                    "import",
                    "openiddict",
                    "--applications",
                    "TABLE",
                    "--owner",
                    "it",
                    "--output",
                    "json"),
            Case.of(
                    Who.NOBODY,
                    69,
                    "import",
                    "openiddict",
                    "--jdbc",
                    DATABASE,
                    "--jdbc-username",
                    "u",
                    "--owner",
                    "it"),
            Case.of(Who.NOBODY, 0, "import", "identityserver", "--settings", "SETTINGS", "--owner", "it"),
            Case.of(Who.CLIENT, 0, "apply", "-f", "FILED"),
            Case.of(Who.CLIENT, 0, "rotate", "filed", "-f", "FILED"),
            Case.of(Who.CLIENT, 1, "rotate", "referenced", "-f", "SEED"),
            Case.of(Who.CLIENT, 0, "secrets", "list"),
            Case.of(Who.CLIENT, 0, "secrets", "list", "filed", "--output", "json"),
            Case.of(Who.CLIENT, 0, "secrets", "revoke", "filed", "default"),
            Case.of(Who.CLIENT, 1, "secrets", "revoke", "literal", "default"),
            Case.of(Who.CLIENT, 1, "explain", "literal", "--scope", "s"),
            Case.of(Who.CLIENT, 0, "explain", "foreign", "--output", "json"),
            Case.of(Who.CLIENT, 0, "doctor", "-f", "SEED"),
            Case.of(Who.CLIENT, 0, "doctor", "--output", "json", "--fail-on", "never"),
            Case.of(Who.CLIENT, 1, "doctor", "--before-uninstall"),
            Case.of(Who.NOBODY, 1, "compare", "-f", "SEED", "--client", "referenced"),
            Case.of(Who.NOBODY, 1, "compare", "-f", "SEED", "--client", "referenced", "--output", "json"),
            Case.of(Who.NOBODY, 69, "compare", "-f", "SEED", "--client", "literal", "--new", "http://127.0.0.1:1"),
            Case.of(Who.NOBODY, 0, "schema"),
            Case.of(Who.NOBODY, 0, "completion", "bash"));

    /** What writes secrets because that is what it is for: a file, and why. */
    private static final Map<String, String> ON_PURPOSE = Map.of(
            "realm.json", "render's own output: Keycloak's import wants the secrets; only the owner may read it");

    @TempDir
    private Path folder;

    private final TestRealm testRealm;
    private final KeycloakServer server;
    private final ProvisionedRealm realm;
    private Path out;
    private CiClient ci;

    SecretsStayHiddenIT(TestRealm testRealm, KeycloakServer server) {
        this.testRealm = testRealm;
        this.server = server;
        this.realm = new ProvisionedRealm(testRealm);
    }

    @BeforeEach
    void plant() throws Exception {
        realm.clean();
        realm.apply(seed(OLD.value()));
        realm.applyAs("another", client("foreign", FOREIGN.value()));
        ci = new CiClient(server, realm.name(), "manage-clients", "view-realm");
        out = Files.createDirectory(folder.resolve("out"));
        write("seed.json", ProvisionedRealm.seed(seed("${env:PLANTED_SECRET}")));
        write("invalid.json", ProvisionedRealm.seed(seed(REFERENCED.value() + "\", \"clientSecretHash\": \"")));
        write("applications.csv", "ClientId,ClientSecret\nimported," + UNHASHED.value() + "\n");
        write(
                "appsettings.json",
                "{ \"Clients\": [ { \"ClientId\": \"imported\", \"ClientSecrets\": [ { \"Value\": \"" + UNHASHED.value()
                        + "\" } ] } ] }");
        Files.writeString(sink(), FILED.value());
        write("filed.json", ProvisionedRealm.seed(client("filed", "${file:" + sink() + "}")));
        write("key.jwk", "{ \"kty\": \"RSA\", \"n\": \"AQAB\", \"e\": \"AQAB\", \"d\": \"" + KEY.value() + "\" }");
        write("tls.p12", "no such file");
    }

    @AfterEach
    void removeClient() {
        ci.close();
    }

    @Test
    void everyCommandHasACase() {
        Terminal terminal = new Terminal(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                Map.of(),
                new ByteArrayInputStream(new byte[0]));
        assertThat(CASES.stream().map(Case::command).collect(Collectors.toSet()))
                .containsAll(Main.commandLine(terminal).getSubcommands().keySet());
    }

    @Test
    void aPlantedSecretIsFoundInAllItsForms() {
        for (String shown : List.of(
                "x " + LITERAL.value(),
                "l1teral%2F%2Bs%25cret%26%3D2",
                "Y2k6bDF0ZXJhbC8rcyVjcmV0Jj0y",
                "bDF0ZXJhbC8rcyVjcmV0Jj0y")) {
            assertThat(LITERAL.shownIn(shown)).as(shown).isPresent();
        }
        assertThat(LITERAL.shownIn("secret: changed")).isEmpty();
    }

    @Test
    void noCommandShowsASecretToAnybody() throws Exception {
        try (CommandLines commandLines = new CommandLines()) {
            for (Case run : CASES) {
                Invocation result = CliProcess.start(env(run.who()), "", run.arguments(folder))
                        .await();
                assertThat(result.exitCode()).as("%s: %s", run, result.all()).isEqualTo(run.exitCode());
                nothingShownIn(run.toString(), result.all());
            }
            assertThat(commandLines.seen())
                    .as("the sampler saw our processes")
                    .anyMatch(line -> line.contains(Main.class.getName()));
            // The one that a user gave by a wrong option: it is on the process list before we can say a word.
            commandLines.seen().stream()
                    .filter(line -> !line.contains("--client-secret="))
                    .forEach(line -> nothingShownIn("the process list", line));
        }
        for (Path file : written()) {
            if (!ON_PURPOSE.containsKey(file.getFileName().toString())) {
                nothingShownIn(file.getFileName().toString(), Files.readString(file));
            }
        }
        nothingShownIn("Keycloak's log", server.log());
        assertThat(rotated().value()).as("the secret was rotated").isNotEqualTo(FILED.value());
    }

    private void nothingShownIn(String where, String text) {
        for (PlantedSecret secret : planted()) {
            assertThat(secret.shownIn(text)).as("%s in %s", secret, where).isEmpty();
        }
    }

    private Path sink() {
        return folder.resolve("sink.txt");
    }

    /** What the file holds by now. */
    private PlantedSecret rotated() {
        try {
            return new PlantedSecret("the rotated secret", Files.readString(sink()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<PlantedSecret> planted() {
        return Set.of(
                rotated(),
                FILED,
                UNHASHED,
                JDBC,
                REFERENCED,
                LITERAL,
                OLD,
                FOREIGN,
                WRONG,
                TLS,
                KEY,
                new PlantedSecret("the CI client's", ci.env().get("AUTHSCAPE_CLIENT_SECRET")));
    }

    private List<Path> written() throws Exception {
        try (Stream<Path> files = Files.walk(out)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String seed(String secret) {
        return "\"scopes\": [ { \"name\": \"s\", \"resources\": [ \"r\" ] } ], \"clients\": [ "
                + one("referenced", secret) + ", " + one("literal", LITERAL.value()) + " ]";
    }

    private static String client(String id, String secret) {
        return "\"clients\": [ " + one(id, secret) + " ]";
    }

    private static String one(String id, String secret) {
        return "{ \"clientId\": \"" + id + "\", \"clientSecret\": \"" + secret
                + "\", \"permissions\": [ \"ept:token\", \"gt:client_credentials\" ] }";
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
    }

    /** Who signs in, and so which secrets the command gets. */
    private enum Who {
        NOBODY,
        CLIENT,
        USER,
        WRONG_PASSWORD,
        WRONG_KEY,
        WRONG_TLS_PASSWORD
    }

    private Map<String, String> env(Who who) {
        Map<String, String> env = new HashMap<>();
        env.put("PLANTED_SECRET", REFERENCED.value());
        env.put("AUTHSCAPE_JDBC_PASSWORD", JDBC.value());
        env.put("AUTHSCAPE_SERVER", server.url());
        env.put("AUTHSCAPE_REALM", testRealm.name());
        // Keycloak's own path and ours: they differ, and the differences are shown.
        env.put("AUTHSCAPE_OLD", server.url() + "/realms/" + testRealm.name());
        env.put("AUTHSCAPE_NEW", server.url() + "/realms/" + testRealm.name() + "/connect");
        env.putAll(
                switch (who) {
                    case NOBODY -> Map.of();
                    case CLIENT -> ci.env();
                    case USER -> user("admin");
                    case WRONG_PASSWORD -> user(WRONG.value());
                    case WRONG_KEY -> Map.of("AUTHSCAPE_CLIENT_ID", "ci", "AUTHSCAPE_CLIENT_KEY_FILE", path("key.jwk"));
                    case WRONG_TLS_PASSWORD ->
                        Map.of(
                                "AUTHSCAPE_CLIENT_ID", "ci",
                                "AUTHSCAPE_TLS_CERT_FILE", path("tls.p12"),
                                "AUTHSCAPE_TLS_PASSWORD", TLS.value());
                });
        return env;
    }

    private static Map<String, String> user(String password) {
        return Map.of("AUTHSCAPE_USERNAME", "admin", "AUTHSCAPE_PASSWORD", password);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /** One run of a command. */
    private record Case(Who who, int exitCode, List<String> line) {

        static Case of(Who who, int exitCode, String... line) {
            return new Case(who, exitCode, List.of(line));
        }

        String command() {
            return line.get(0);
        }

        String[] arguments(Path folder) {
            return line.stream()
                    .map(word -> word.replace(
                                    "SEED", folder.resolve("seed.json").toString())
                            .replace("TABLE", folder.resolve("applications.csv").toString())
                            .replace(
                                    "SETTINGS",
                                    folder.resolve("appsettings.json").toString())
                            .replace("FILED", folder.resolve("filed.json").toString())
                            .replace("INVALID", folder.resolve("invalid.json").toString())
                            .replace("OUT/", folder.resolve("out") + "/"))
                    .toArray(String[]::new);
        }
    }
}
