package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderTest {

    private static final String SEED = """
            { "version": 1, "owner": "it", "realm": "shop",
              "roles": [ { "name": "Admin", "id": 1 } ],
              "scopes": [ { "name": "api1", "resources": ["r"] } ],
              "clients": [ { "clientId": "c", "clientSecret": "hunter2hunter2",
                "permissions": ["ept:token", "gt:client_credentials", "scp:api1"] } ] }""";

    @TempDir
    private Path folder;

    @Test
    void theFileIsTheShippedRealmWithTheSeed() throws IOException {
        Invocation run = render(SEED);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("with the secrets of its clients: keep it from others", "render makes the realm");
        JsonNode realm = new ObjectMapper().readTree(file().toFile());
        assertThat(realm.path("realm").asText()).isEqualTo("shop");
        assertThat(realm.path("clientPolicies").path("policies").findValuesAsText("name"))
                .containsExactly("authscape");
        assertThat(realm.path("clientScopes").findValuesAsText("name")).contains("authscape", "basic", "api1");
        assertThat(realm.at("/roles/realm/0/name").asText()).isEqualTo("Admin");
        JsonNode client = realm.at("/clients/0");
        assertThat(client.path("clientAuthenticatorType").asText()).isEqualTo("authscape-secret");
        assertThat(client.has("secret"))
                .as("Keycloak makes one, which our jar doesn't take")
                .isFalse();
        assertThat(hashed(client).verifies("hunter2hunter2")).isTrue();
        assertThat(Files.readString(file())).doesNotContain("hunter2");
        assertThat(client.path("serviceAccountsEnabled").asBoolean()).isTrue();
        assertThat(client.path("defaultClientScopes")).hasToString("[\"authscape\"]");
        assertThat(client.path("optionalClientScopes")).hasToString("[\"api1\"]");
    }

    @Test
    void aPlainSecretIsRenderedAsSuch() throws IOException {
        render(SEED.replace("\"clientSecret\"", "\"secretStorage\": \"plain\", \"clientSecret\""));

        JsonNode client = new ObjectMapper().readTree(file().toFile()).at("/clients/0");
        assertThat(client.path("secret").asText()).isEqualTo("hunter2hunter2");
        assertThat(client.path("clientAuthenticatorType").asText()).isEqualTo("client-secret");
    }

    private static HashedSecret hashed(JsonNode client) {
        String attribute = client.path("attributes").path("authscape.secrets").asText();
        return SecretList.read(Map.of("authscape.secrets", attribute)).secrets().get(0);
    }

    @Test
    void onlyItsOwnerReadsTheFileWhoeverReadTheOldOne() throws IOException {
        Files.writeString(file(), "old");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

        render(SEED);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void secretsMayBeLeftOut() throws IOException {
        Invocation run = render(SEED, "--secrets", "none");

        assertThat(run.err()).contains("without secrets");
        assertThat(Files.readString(file())).doesNotContain("hunter2", "authscape.secrets");
    }

    @Test
    void aProgramMayReadItFromStdout() {
        Invocation run = Invocation.of(Map.of(), SEED, "render", "-f", "-", "--out", "-");

        assertThat(run.out()).startsWith("{").contains("\"realm\" : \"shop\"").endsWith("}\n");
        assertThat(run.err()).doesNotContain("hunter2");
    }

    @Test
    void whatAnApplyWouldRefuseIsRefused() {
        assertThat(render(SEED.replace("\"clientSecret\": \"hunter2hunter2\",", ""))
                        .err())
                .contains("error: client 'c': it can't be created without", "error: nothing was written");
        assertThat(render(SEED.replace("scp:api1", "scp:api2")).err())
                .contains("its scope 'api2' is neither in the seed nor in Keycloak");
        Invocation actsAs = render(SEED.replace("\"permissions\"", "\"actsAs\": 7, \"permissions\""));
        assertThat(actsAs.exitCode()).isEqualTo(1);
        assertThat(actsAs.err()).contains("give --allow-acts-as");
        assertThat(file()).doesNotExist();
    }

    @Test
    void whatTheSeedCannotBringIsTold() {
        Invocation run = render(SEED.replace("\"permissions\"", "\"actsAs\": 7, \"permissions\""), "--allow-acts-as");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("warning: client 'c' acts as user 7, who must be in the realm");
        assertThat(render(SEED.replace("hunter2hunter2", "service-secret-here")).err())
                .contains("warning: AuthScape's documents print the secret of client 'c'");
    }

    @Test
    void aSecretOfAStoreIsFetchedAndAGeneratedOneGoesToItsSinkFirst() throws IOException {
        String sink = folder.resolve("sink").toString();
        String generated = SEED.replace(
                "\"clientSecret\": \"hunter2hunter2\"",
                "\"clientSecrets\": [ { \"id\": \"m\", \"generate\": true, \"sink\": \"${file:" + sink + "}\" } ]");

        Invocation run = render(generated);

        assertThat(run.exitCode()).as(run.err()).isZero();
        String made = Files.readString(Path.of(sink)).strip();
        assertThat(made).hasSizeGreaterThan(20);
        JsonNode realm = new ObjectMapper().readTree(file().toFile());
        assertThat(hashed(realm.at("/clients/0")).verifies(made)).isTrue();
        assertThat(run.out() + run.err()).doesNotContain(made);

        render(generated);
        assertThat(hashed(new ObjectMapper().readTree(file().toFile()).at("/clients/0"))
                        .verifies(made))
                .isTrue();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        Invocation run = Invocation.of(
                Map.of(),
                SEED,
                "render",
                "-f",
                "-",
                "--out",
                folder.resolve("no/where").toString());

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("can't be written").doesNotContain("hunter2");
    }

    private Invocation render(String seed, String... options) {
        String[] args = {"render", "-f", "-", "--out", file().toString()};
        String[] all = Stream.of(args, options).flatMap(Stream::of).toArray(String[]::new);
        return Invocation.of(Map.of(), seed, all);
    }

    private Path file() {
        return folder.resolve("realm.json");
    }
}
