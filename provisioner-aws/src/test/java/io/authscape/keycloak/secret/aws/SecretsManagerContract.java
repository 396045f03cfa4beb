package io.authscape.keycloak.secret.aws;

import io.authscape.keycloak.secret.ClosedPort;
import io.authscape.keycloak.secret.FakeSecretsManager;
import io.authscape.keycloak.secret.RemoteStoreContract;
import io.authscape.keycloak.secret.SecretStore;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The real client in front of a server of ours. */
abstract class SecretsManagerContract extends RemoteStoreContract {

    FakeSecretsManager manager;

    @BeforeEach
    void start() throws IOException {
        manager = new FakeSecretsManager();
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    @Override
    protected SecretStore store() {
        return store(manager.url(), FakeSecretsManager.KEY_ID);
    }

    @Override
    protected SecretStore denied() {
        return store(manager.url(), "AKIDOFOTHERS");
    }

    @Override
    protected SecretStore unreachable() {
        return store(URI.create("http://127.0.0.1:" + ClosedPort.find()), FakeSecretsManager.KEY_ID);
    }

    @Override
    protected boolean countsVersions() {
        return true;
    }

    @Override
    protected void failNext(int times) {
        manager.failNext(times);
    }

    private static SecretStore store(URI endpoint, String keyId) {
        return new SecretsManagerSecrets(() -> AwsStore.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, "hunter2-secret-key")))
                .build());
    }
}
