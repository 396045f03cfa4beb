package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.seed.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultStoreTest extends RemoteStoreContract {

    private FakeVault vault;

    @BeforeEach
    void start() throws IOException {
        vault = new FakeVault();
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Override
    protected SecretStore store() {
        return store("VAULT_TOKEN", FakeVault.TOKEN);
    }

    @Override
    protected SecretStore denied() {
        return store("VAULT_TOKEN", "hunter2-wrong");
    }

    @Override
    protected SecretStore unreachable() {
        return store("VAULT_ADDR", "http://127.0.0.1:" + ClosedPort.find(), "VAULT_TOKEN", FakeVault.TOKEN);
    }

    @Override
    protected boolean countsVersions() {
        return true;
    }

    @Override
    protected void failNext(int times) {
        vault.failNext(times);
    }

    @Override
    protected String address(String name) {
        return "secret/team a/clients#" + name;
    }

    @Override
    protected void put(String name, String value) {
        vault.put("secret/data/team a/clients", name, value);
    }

    @Test
    void theTokenMayStandInAFile(@TempDir Path folder) throws IOException {
        put("billing", "hunter2");
        Path token = Files.writeString(folder.resolve(".vault-token"), FakeVault.TOKEN + "\n");
        assertThat(store("VAULT_TOKEN_FILE", token.toString()).read(address("billing")))
                .isPresent();
        assertThat(store("HOME", folder.toString()).read(address("billing")))
                .as("where 'vault login' leaves it")
                .isPresent();
    }

    @Test
    void lineBreaksAroundAVariableDoNotCount() {
        put("billing", "hunter2");
        assertThat(store("VAULT_TOKEN", " " + FakeVault.TOKEN + "\r\n").read(address("billing")))
                .isPresent();
        VaultSettings settings = new VaultSettings(Map.of("VAULT_NAMESPACE", "\n", "BAO_NAMESPACE", "team/a\n"));
        assertThat(settings.namespace()).contains("team/a");
    }

    @Test
    void anAppRoleSignsInOnce(@TempDir Path folder) throws IOException {
        put("billing", "hunter2");
        Path id = Files.writeString(folder.resolve("id"), FakeVault.SECRET_ID + "\n");
        SecretStore store = store("VAULT_ROLE_ID", FakeVault.ROLE, "VAULT_SECRET_ID_FILE", id.toString());
        assertThat(store.read(address("billing"))).isPresent();
        assertThat(store.read("secret/other#x")).isEmpty();
        assertThat(vault.requests())
                .containsExactly("POST auth/approle/login", "GET secret/data/team a/clients", "GET secret/data/other");
        assertThatThrownBy(() -> store("VAULT_ROLE_ID", FakeVault.ROLE, "VAULT_SECRET_ID", "hunter2-wrong")
                        .read(address("billing")))
                .hasMessage("Vault refuses the AppRole (400); check VAULT_ROLE_ID and VAULT_SECRET_ID");
    }

    @Test
    void aCertificateAuthorityOfOnesOwn(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        try (FakeVault secure = new FakeVault(certificate)) {
            secure.put("secret/data/a", "b", "hunter2");
            Map<String, String> env = new HashMap<>(Map.of("VAULT_ADDR", secure.url(), "VAULT_TOKEN", FakeVault.TOKEN));
            assertThatThrownBy(() -> new VaultStore().open(env).read("secret/a#b"))
                    .isInstanceOf(SecretStoreException.class)
                    .hasMessageContaining("doesn't answer (SSLHandshakeException); check VAULT_ADDR and VAULT_CACERT");
            env.put("VAULT_CACERT", certificate.pem().toString());
            assertThat(new VaultStore().open(env).read("secret/a#b")).contains(new Secret("hunter2"));
        }
    }

    @Test
    void openBaosNamesCountToo() {
        put("billing", "hunter2");
        SecretStore store = new VaultStore()
                .open(Map.of("BAO_ADDR", vault.url(), "BAO_TOKEN", FakeVault.TOKEN, "BAO_NAMESPACE", "team/a"));
        assertThat(store.read(address("billing"))).isPresent();
        assertThat(vault.lastNamespace()).isEqualTo("team/a");
    }

    @Test
    void anotherRunsSecretIsNotOverwritten() {
        SecretStore overtaken = overtakenBy(1, "fresh");
        overtaken.write("secret/x#fresh", new Secret("ours"));
        assertThat(store().read("secret/x#fresh")).contains(new Secret("of-the-other"));
        overtakenBy(1, "fresh").replace("secret/x#other", new Secret("ours"));
        assertThat(store().read("secret/x#other"))
                .as("a neighbour's write alone is no reason")
                .contains(new Secret("ours"));
    }

    @Test
    void theSecretThatComesBetweenReadAndReplaceStays() {
        vault.put("secret/data/x", "a", "1");
        SecretStore overtaken = overtakenBy(2, "a");
        assertThat(overtaken.read("secret/x#a")).contains(new Secret("1"));
        assertThatThrownBy(() -> overtaken.replace("secret/x#a", new Secret("ours")))
                .hasMessage("somebody else changed it meanwhile, and theirs was left alone; run it again");
        assertThat(store().read("secret/x#a")).contains(new Secret("of-the-other"));
    }

    @Test
    void neighboursThatNeverRestAreTold() {
        assertThatThrownBy(() -> overtakenBy(0, "b").replace("secret/x#a", new Secret("ours")))
                .hasMessage("others keep writing to this entry of Vault; run it again");
    }

    @Test
    void anAnswerThatGotLostIsNoConflict() {
        vault.put("secret/data/x", "a", "1");
        SecretStore store = store();
        store.read("secret/x#a");
        vault.put("secret/data/x", "a", "ours");
        store.replace("secret/x#a", new Secret("ours"));
        assertThat(store.read("secret/x#a")).contains(new Secret("ours"));
    }

    /**
     * A store before whose writes somebody else writes.
     *
     * @param read after which of our reads of the entry; 0 for all
     */
    private SecretStore overtakenBy(int read, String field) {
        VaultConnection connection =
                new VaultConnection(
                        new VaultSettings(Map.of("VAULT_ADDR", vault.url(), "VAULT_TOKEN", FakeVault.TOKEN))) {
                    private int reads;

                    @Override
                    RemoteApi.Answer get(String path) {
                        RemoteApi.Answer before = super.get(path);
                        reads++;
                        if (read == 0 || reads == read) {
                            vault.put("secret/data/x", field, "of-the-other");
                        }
                        return before;
                    }
                };
        return new EntryFields("Vault", new VaultKeyValues(connection));
    }

    @Test
    void manyFieldsOfOnePathAreOneRequest() {
        put("a", "1");
        put("b", "2");
        SecretStore store = store();
        assertThat(store.read(address("a"))).contains(new Secret("1"));
        assertThat(store.read(address("b"))).contains(new Secret("2"));
        assertThat(vault.requests()).hasSize(1);
    }

    @Test
    void aDeletedSecretIsNoneAndCanBeWrittenAgain() {
        put("billing", "hunter2");
        vault.delete("secret/data/team a/clients");
        assertThat(store().read(address("billing"))).isEmpty();
        store().write(address("billing"), new Secret("hunter3"));
        assertThat(store().read(address("billing"))).contains(new Secret("hunter3"));
    }

    @Test
    void wrongSettingsAreTold(@TempDir Path folder) throws IOException {
        Path noPem = Files.writeString(folder.resolve("ca.pem"), "hunter2");
        assertThatThrownBy(() -> new VaultStore().open(Map.of()).read("a/b#c"))
                .hasMessage("VAULT_ADDR is not set; set it to Vault's URL");
        assertThatThrownBy(() -> store("VAULT_TOKEN", "").read("a/b#c"))
                .hasMessage("nobody to ask Vault as; set VAULT_TOKEN, VAULT_TOKEN_FILE, or VAULT_ROLE_ID and"
                        + " VAULT_SECRET_ID");
        assertThatThrownBy(() -> store("VAULT_ADDR", " ", "VAULT_TOKEN", "t").read("a/b#c"))
                .hasMessage("VAULT_ADDR is not set; set it to Vault's URL");
        assertThatThrownBy(() -> store("VAULT_ADDR", "https://u:hunter2@x", "VAULT_TOKEN", "t")
                        .read("a/b#c"))
                .hasMessage("VAULT_ADDR is no URL; write it as https://vault.example.com:8200");
        assertThatThrownBy(() -> store("VAULT_CACERT", noPem.toString(), "VAULT_TOKEN", "t")
                        .read("a/b#c"))
                .hasMessage("VAULT_CACERT: the file '" + noPem + "' has no certificates; make it a PEM file");
        assertThatThrownBy(() -> store("VAULT_ROLE_ID", "r").read("a/b#c"))
                .hasMessage("VAULT_ROLE_ID has no VAULT_SECRET_ID beside it; set it");
    }

    private SecretStore store(String... settings) {
        Map<String, String> env = new HashMap<>();
        env.put("VAULT_ADDR", vault.url());
        for (int i = 0; i < settings.length; i += 2) {
            env.put(settings[i], settings[i + 1]);
        }
        return new VaultStore().open(env);
    }
}
