package io.authscape.keycloak.secret.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.authscape.keycloak.secret.ClosedPort;
import io.authscape.keycloak.secret.FakeKeyVault;
import io.authscape.keycloak.secret.RemoteStoreContract;
import io.authscape.keycloak.secret.SecretStore;
import io.authscape.keycloak.secret.SecretStores;
import io.authscape.keycloak.secret.TestCertificate;
import io.authscape.keycloak.seed.SecretAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The real client, with a token that nobody issued and a certificate that only the test trusts. */
class AzureStoreTest extends RemoteStoreContract {

    private static TestCertificate certificate;

    private FakeKeyVault vault;
    private int port;

    @BeforeAll
    static void certify(@TempDir Path folder) throws Exception {
        certificate = TestCertificate.in(folder);
        certificate.client();
    }

    @BeforeEach
    void start() throws Exception {
        vault = new FakeKeyVault(certificate);
        port = vault.port();
    }

    @AfterEach
    void stop() {
        vault.close();
    }

    @Override
    protected SecretStore store() {
        return store(FakeKeyVault.TOKEN);
    }

    @Override
    protected SecretStore denied() {
        return store("hunter2-wrong");
    }

    @Override
    protected SecretStore unreachable() {
        port = ClosedPort.find();
        return store();
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
        return "127.0.0.1:" + port + "/" + name;
    }

    @Override
    protected void put(String name, String value) {
        vault.put(name, value);
    }

    @Test
    void itIsFoundByItsScheme() {
        assertThat(new SecretStores(Map.of()).of(new SecretAddress("azure", "a/b")))
                .isInstanceOf(KeyVaultSecrets.class);
    }

    private static SecretStore store(String token) {
        TokenCredential credential = request -> Mono.just(
                new AccessToken(token, OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
        return new KeyVaultSecrets(() -> AzureStore.builder()
                .credential(credential)
                .disableChallengeResourceVerification()
                .httpClient(
                        new JdkHttpClientBuilder(HttpClient.newBuilder().sslContext(certificate.client())).build()));
    }
}
