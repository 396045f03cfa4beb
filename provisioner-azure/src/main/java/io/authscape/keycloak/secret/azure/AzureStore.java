package io.authscape.keycloak.secret.azure;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.authscape.keycloak.secret.SecretStore;
import io.authscape.keycloak.secret.SecretStoreType;
import java.time.Duration;
import java.util.Map;

/** Azure Key Vault. Who asks is found as all of Azure's tools find it: environment, managed identity, az login. */
public final class AzureStore implements SecretStoreType {

    private static final int RETRIES = 3;

    @Override
    public String scheme() {
        return "azure";
    }

    @Override
    public SecretStore open(Map<String, String> env) {
        return new KeyVaultSecrets(() -> builder()
                .credential(new DefaultAzureCredentialBuilder().build())
                .httpClient(new JdkHttpClientBuilder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .responseTimeout(Duration.ofSeconds(10))
                        .build()));
    }

    /** All that doesn't depend on who asks, and over which connection. */
    static SecretClientBuilder builder() {
        return new SecretClientBuilder()
                .retryOptions(new RetryOptions(new ExponentialBackoffOptions()
                        .setMaxRetries(RETRIES)
                        .setBaseDelay(Duration.ofMillis(200))
                        .setMaxDelay(Duration.ofSeconds(2))));
    }
}
