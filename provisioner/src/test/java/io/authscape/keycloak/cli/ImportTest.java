package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands around an import: options, files, reports, exit codes. */
class ImportTest {

    private static final String MIGRATE = "/io/authscape/keycloak/migrate/";

    @TempDir
    private Path folder;

    private Path applications;
    private Path scopes;

    @BeforeEach
    void copyCaptures() throws IOException {
        applications = copy("OpenIddictApplications.csv");
        scopes = copy("OpenIddictScopes.csv");
        copy("openiddict.sqlite");
    }

    @Test
    void theSeedGoesToStdoutAndTheReportToStderr() {
        Invocation run = openIddict("--applications", applications.toString(), "--scopes", scopes.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("{\n  \"version\": 1,\n  \"owner\": \"it\",\n  \"realm\": \"authscape\",");
        assertThat(run.err())
                .contains("client 'postman': imported\n  mapped: clientSecretHash, displayName, permissions (10)")
                .endsWith("scopes: 3 imported, 0 skipped, 0 not imported; clients: 16 imported, 0 skipped, 0 not"
                        + " imported\n");
        Invocation valid = Invocation.of(Map.of(), run.out(), "validate", "-f", "-");
        assertThat(valid.exitCode()).as(valid.err()).isZero();
        assertThat(valid.out()).contains("3 scopes and 16 clients for realm 'authscape'");
    }

    @Test
    void bothGoToFiles() throws IOException {
        Path seed = folder.resolve("seed.json");
        Path report = folder.resolve("report.md");
        Invocation run = openIddict(
                "--jdbc",
                "jdbc:sqlite:" + folder.resolve("openiddict.sqlite"),
                "--realm",
                "r",
                "--out",
                seed.toString(),
                "--report",
                report.toString(),
                "--output",
                "markdown");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("scopes: 3 imported").hasLineCount(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(seed)))
                .as("it holds hashes")
                .isEqualTo("rw-------");
        assertThat(Files.readString(seed)).contains("\"realm\": \"r\"", "\"clientSecretHash\": \"AQAAAAEAACcQ");
        assertThat(Files.readString(report))
                .startsWith("### AuthScape import\n")
                .contains(
                        "| **imported** | client `background-service` | clientSecretHash, displayName, permissions (3) |  |")
                .doesNotContain("AQAAAAEAACcQ");
    }

    @Test
    void theReportForPrograms() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.json"), """
                [ { "ClientId": "a|b", "ClientType": "confidential", "ClientSecret": "hunter2", "Permissions": "[\\"ept:logout\\"]" },
                  { "ClientId": "77", "ClientType": "public" }, { "ClientId": "d", "IsDeleted": true } ]""");
        Invocation run = openIddict(
                "--applications",
                rows.toString(),
                "--out",
                folder.resolve("s.json").toString(),
                "--output",
                "json");
        assertThat(run.exitCode())
                .as("something that should be in the seed isn't")
                .isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.path("version").asInt()).isEqualTo(1);
        assertThat(report.path("entries").findValuesAsText("outcome")).containsExactly("failed", "imported", "skipped");
        JsonNode entry = report.path("entries").path(1);
        assertThat(entry.path("notes").findValuesAsText("type")).containsExactly("changed", "left-out", "check");
        assertThat(entry.path("notes").findValuesAsText("member")).containsExactly("Permissions", "ClientSecret", "");
        assertThat(run.all() + Files.readString(folder.resolve("s.json"))).doesNotContain("hunter2");

        Invocation markdown = openIddict(
                "--applications",
                rows.toString(),
                "--out",
                folder.resolve("s.json").toString(),
                "--output",
                "markdown");
        assertThat(markdown.out()).contains("| **imported** | client `a\\|b` |");
        assertThat(markdown.all()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import",
                "import openiddict",
                "import openiddict --owner it",
                "import openiddict --applications A",
                "import openiddict --owner it --applications nope.csv",
                "import openiddict --owner it --applications A --scopes nope.csv",
                "import openiddict --owner it --applications A --jdbc jdbc:sqlite:x",
                "import openiddict --owner it --scopes A",
                "import openiddict --owner it --jdbc jdbc:sqlite:x --scopes A",
                "import openiddict --owner it --jdbc nope",
                "import openiddict --owner it --jdbc jdbc:postgresql://h/d?password=hunter2",
                "import openiddict --owner it --jdbc jdbc:postgresql://h/d --jdbc-password hunter2",
                "import openiddict --owner it --applications A --out nope/x.json",
                "import openiddict --owner it --applications A --output yaml",
                "import openiddict --owner it --applications A --out same.json --report ./same.json",
                "import openiddict --owner it --realm a/b --applications A",
                "import identityserver --owner it",
                "import identityserver --owner it --settings nope.json",
                "import identityserver --owner it --settings SETTINGS --section Nope",
            })
    void wrongUsage(String line) throws IOException {
        Path settings = Files.writeString(folder.resolve("appsettings.json"), "{ \"Clients\": [] }");
        Invocation run = Invocation.of(
                Map.of(),
                "",
                line.replace("A ", applications + " ")
                        .replaceFirst("A$", applications.toString())
                        .replace("SETTINGS", settings.toString())
                        .split(" ", -1));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(64);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error: ").doesNotContain("Exception", "hunter2", "\tat ");
    }

    @Test
    void whatIsReadMustBeWhatWasMeant() {
        Invocation swapped = openIddict("--applications", scopes.toString(), "--scopes", applications.toString());
        assertThat(swapped.exitCode()).isEqualTo(65);
        assertThat(swapped.err()).contains("has no column 'ClientId'");
        assertThat(swapped.out()).isEmpty();

        Invocation noSettings = Invocation.of(
                Map.of(), "", "import", "identityserver", "--owner", "it", "--settings", scopes.toString());
        assertThat(noSettings.exitCode()).isEqualTo(65);
    }

    @Test
    void identityServersSettings() throws IOException {
        Path base = Files.writeString(folder.resolve("appsettings.json"), """
                { "IdentityServer": { "Clients": [ { "ClientId": "c", "AllowedGrantTypes": [ "client_credentials" ],
                  "ClientSecrets": [ { "Value": "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=" } ] } ] } }""");
        Path production = Files.writeString(
                folder.resolve("appsettings.Production.json"),
                "{ \"IdentityServer\": { \"Clients\": [ { \"ClientName\": \"C\" } ] } }");
        Invocation run = Invocation.of(
                Map.of("AUTHSCAPE_OWNER", "env", "AUTHSCAPE_REALM", "r2"),
                "",
                "import",
                "identityserver",
                "--settings",
                base.toString(),
                "--settings",
                production.toString());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "\"owner\": \"env\"",
                        "\"realm\": \"r2\"",
                        "\"displayName\": \"C\"",
                        "\"clientSecretHash\": \"K7gN");
        assertThat(run.err()).contains("check: clientSecretHash: this is a digest without a salt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "identityserver --settings SETTINGS --out SETTINGS",
                "identityserver --settings SETTINGS --report SETTINGS",
                "identityserver --settings nope.json --settings SETTINGS --report SETTINGS",
                "openiddict --applications SETTINGS --out SETTINGS",
                "openiddict --applications nope.json --scopes SETTINGS --report SETTINGS",
            })
    void whatIsReadIsNotOverwritten(String line) throws IOException {
        String text = "{ \"Clients\": [ { \"ClientId\": \"c\" } ] }";
        Path settings = Files.writeString(folder.resolve("appsettings.json"), text);
        Invocation run = Invocation.of(
                Map.of(),
                "",
                ("import " + line + " --owner it")
                        .replace("SETTINGS", settings.toString())
                        .split(" "));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(64);
        assertThat(run.err()).contains(" name the same file, '" + settings + "', which would be overwritten");
        assertThat(settings).hasContent(text);
    }

    private static Invocation openIddict(String... options) {
        String[] args = new String[options.length + 4];
        args[0] = "import";
        args[1] = "openiddict";
        args[2] = "--owner";
        args[3] = "it";
        System.arraycopy(options, 0, args, 4, options.length);
        return Invocation.of(Map.of(), "", args);
    }

    private Path copy(String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = ImportTest.class.getResourceAsStream(MIGRATE + name)) {
            Files.copy(in, file);
        }
        return file;
    }
}
