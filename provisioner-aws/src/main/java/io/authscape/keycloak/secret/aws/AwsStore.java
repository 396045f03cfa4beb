package io.authscape.keycloak.secret.aws;

import io.authscape.keycloak.secret.SecretStore;
import io.authscape.keycloak.secret.SecretStoreType;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/** AWS Secrets Manager. Who asks, and in which region, is found as all of AWS's tools find it. */
public final class AwsStore implements SecretStoreType {

    private static final int ATTEMPTS = 4;

    @Override
    public String scheme() {
        return "aws";
    }

    @Override
    public SecretStore open(Map<String, String> env) {
        return new SecretsManagerSecrets(() -> builder().build());
    }

    /** All that doesn't depend on who asks, and where. */
    static SecretsManagerClientBuilder builder() {
        return SecretsManagerClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(10)))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(retry -> retry.maxAttempts(ATTEMPTS))
                        .apiCallTimeout(Duration.ofSeconds(50))
                        .build());
    }
}
