package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.secret.FakeVault;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Where secrets stand, what Keycloak has, and what is said about it. */
@ExtendWith(KeycloakExtension.class)
class SecretStoresIT {

    private final ProvisionedRealm realm;

    @TempDir
    private Path folder;

    SecretStoresIT(TestRealm realm) {
        this.realm = new ProvisionedRealm(realm);
    }

    @BeforeEach
    void cleanRealm() {
        realm.clean();
    }

    @Test
    void aGeneratedSecretGoesToItsSinkAndToKeycloak() throws IOException {
        Path sink = folder.resolve("billing.txt");
        Invocation first = realm.apply(generated(sink));
        assertThat(first.exitCode()).isZero();
        String secret = Files.readString(sink);
        assertThat(secret).matches("[A-Za-z0-9_-]{43}");
        assertTakenByKeycloak(secret);
        assertThat(first.all()).doesNotContain(secret);

        realm.forgetEvents();
        Invocation second = realm.apply(generated(sink));
        assertThat(second.exitCode()).isZero();
        assertThat(realm.writes()).isEmpty();
        assertThat(Files.readString(sink)).isEqualTo(secret);
    }

    @Test
    void theSinkIsTheTruth() throws IOException {
        Path sink = Files.writeString(folder.resolve("billing.txt"), "left-by-a-run-that-was-killed");
        assertThat(realm.apply(generated(sink)).exitCode()).isZero();
        assertTakenByKeycloak("left-by-a-run-that-was-killed");

        Files.writeString(sink, "rotated-by-hand");
        assertThat(realm.apply(generated(sink)).exitCode()).isZero();
        assertTakenByKeycloak("rotated-by-hand");

        Files.delete(sink);
        assertThat(realm.apply(generated(sink)).exitCode()).isZero();
        assertThat(Files.readString(sink)).isNotEqualTo("rotated-by-hand");
        assertTakenByKeycloak(Files.readString(sink));
    }

    @Test
    void aSinkThatFailsStopsBeforeTheFirstWrite() {
        Invocation run = realm.apply(generated(folder.resolve("no/such/folder.txt")));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("is missing; make it", "nothing was written to Keycloak");
        assertThat(realm.writes()).isEmpty();
    }

    @Test
    void vaultIsAskedOnceForAllThatStandsInOnePlace() throws IOException {
        try (FakeVault vault = new FakeVault()) {
            vault.put("secret/data/team", "billing", "hunter2hunter2");
            vault.put("secret/data/team", "other", "hunter2hunter3");
            Map<String, String> env = Map.of("VAULT_ADDR", vault.url(), "VAULT_TOKEN", FakeVault.TOKEN);
            String members =
                    "\"clients\": [ { \"clientId\": \"billing\", \"clientSecret\": \"${vault:secret/team#billing}\" },"
                            + " { \"clientId\": \"twin\", \"clientSecret\": \"${vault:secret/team#billing}\" },"
                            + " { \"clientId\": \"other\", \"clientSecret\": \"${vault:secret/team#other}\" } ]";
            Invocation run = realm.apply(env, members);
            assertThat(run.exitCode()).isZero();
            assertTakenByKeycloak("hunter2hunter2");
            assertThat(vault.requests()).containsExactly("GET secret/data/team");
            assertThat(run.all()).doesNotContain("hunter2");
        }
    }

    @Test
    void whatIsMissingIsToldAndNothingWritten() throws IOException {
        try (FakeVault vault = new FakeVault()) {
            Map<String, String> env = Map.of("VAULT_ADDR", vault.url(), "VAULT_TOKEN", FakeVault.TOKEN);
            Invocation run = realm.apply(
                    env,
                    "\"clients\": [ { \"clientId\": \"billing\", \"clientSecret\": \"${vault:secret/team#billing}\" } ]");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .contains("/clients/0/clientSecret: error: the secret of client 'billing' is not in"
                            + " ${vault:secret/team#billing}; put it there, or correct the reference");
            assertThat(realm.writes()).isEmpty();
        }
    }

    @Test
    void filesOfTwoOwnersMakeOneRun() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.json"),
                "{ \"version\": 1, \"owner\": \"other\", \"realm\": \"x\", \"scopes\": [ { \"name\": \"shared\" } ] }");
        Invocation run = realm.apply(
                Map.of("S", "hunter2"),
                "\"clients\": [ { \"clientId\": \"billing\", \"clientSecret\": \"${env:S}\", \"permissions\":"
                        + " [\"ept:token\", \"gt:client_credentials\", \"scp:shared\"] } ]",
                "-f",
                other.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(realm.scope("shared").orElseThrow().getAttributes()).containsEntry("authscape.managed-by", "other");
        assertThat(realm.client("billing").toRepresentation().getAttributes())
                .containsEntry("authscape.managed-by", "it");
        assertThat(realm.client("billing").toRepresentation().getOptionalClientScopes())
                .containsExactly("shared");
    }

    /** That one and no other: Keycloak itself only has its hash. */
    private void assertTakenByKeycloak(String secret) {
        SecretList list =
                SecretList.read(realm.client("billing").toRepresentation().getAttributes());
        assertThat(list.alive(Instant.now())).singleElement().satisfies(only -> assertThat(only.verifies(secret))
                .isTrue());
    }

    private static String generated(Path sink) {
        return "\"clients\": [ { \"clientId\": \"billing\", \"clientSecrets\": [ { \"id\": \"main\", \"generate\": true,"
                + " \"sink\": \"${file:" + sink + "}\" } ] } ]";
    }
}
