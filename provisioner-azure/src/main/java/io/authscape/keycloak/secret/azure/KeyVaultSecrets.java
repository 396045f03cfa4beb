package io.authscape.keycloak.secret.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import io.authscape.keycloak.secret.LastRead;
import io.authscape.keycloak.secret.SecretStore;
import io.authscape.keycloak.secret.SecretStoreException;
import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The secrets of key vaults: {@code vault-name/secret-name}, or {@code host/secret-name} for a vault of another cloud. What
 * Azure says in words stays here: it may repeat what it was sent.
 */
final class KeyVaultSecrets implements SecretStore {

    private final Supplier<SecretClientBuilder> builder;
    private final Map<String, SecretClient> clients = new ConcurrentHashMap<>();
    /** Of what was read, by address. */
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    private final LastRead lastRead = new LastRead();

    /**
     * @param builder makes one per vault
     */
    KeyVaultSecrets(Supplier<SecretClientBuilder> builder) {
        this.builder = builder;
    }

    @Override
    public Optional<Secret> read(String address) {
        Optional<KeyVaultSecret> current = current(address);
        current.ifPresentOrElse(
                secret -> versions.put(address, secret.getProperties().getVersion()), () -> versions.remove(address));
        return lastRead.remember(address, text(current));
    }

    @Override
    public void write(String address, Secret secret) {
        versions.remove(address);
        call("write", address, client -> client.setSecret(name(address), secret.reveal()));
    }

    @Override
    public void replace(String address, Secret secret) {
        lastRead.requireUnchanged(address, text(current(address)));
        write(address, secret);
        lastRead.remember(address, Optional.of(secret));
    }

    @Override
    public Optional<String> version(String address) {
        return Optional.ofNullable(versions.get(address));
    }

    private Optional<KeyVaultSecret> current(String address) {
        return call("read", address, client -> {
            try {
                return Optional.of(client.getSecret(name(address)));
            } catch (ResourceNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    private static Optional<Secret> text(Optional<KeyVaultSecret> secret) {
        return secret.map(KeyVaultSecret::getValue)
                .filter(value -> !value.isBlank())
                .map(Secret::new);
    }

    private <T> T call(String doing, String address, Function<SecretClient, T> call) {
        String host = host(address);
        try {
            return call.apply(clients.computeIfAbsent(
                    host, vault -> builder.get().vaultUrl("https://" + vault).buildClient()));
        } catch (ClientAuthenticationException e) {
            throw new SecretStoreException(
                    Kind.DENIED,
                    "Azure doesn't let us sign in; set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or run"
                            + " where there is a managed identity or 'az login'");
        } catch (HttpResponseException e) {
            throw refused(
                    doing, host, e.getResponse() == null ? 0 : e.getResponse().getStatusCode());
        } catch (RuntimeException e) {
            throw new SecretStoreException(
                    Kind.UNREACHABLE, "the key vault " + host + " doesn't answer; check its name and the network");
        }
    }

    private static SecretStoreException refused(String doing, String host, int status) {
        return switch (status) {
            case 401, 403 ->
                new SecretStoreException(
                        Kind.DENIED,
                        "the key vault " + host + " doesn't let us " + doing + " it (" + status
                                + "); give this identity the role 'Key Vault Secrets "
                                + (doing.equals("read") ? "User" : "Officer") + "'");
            case 409 ->
                new SecretStoreException(
                        Kind.REFUSED,
                        "the key vault " + host + " keeps a deleted secret of this name (409); recover or purge it");
            default ->
                new SecretStoreException(
                        status >= 500 || status == 429 ? Kind.UNREACHABLE : Kind.REFUSED,
                        "the key vault " + host + " can't " + doing + " it (" + status + "); see its log");
        };
    }

    private static String host(String address) {
        String vault = address.substring(0, address.indexOf('/'));
        return vault.contains(".") ? vault : vault + ".vault.azure.net";
    }

    private static String name(String address) {
        return address.substring(address.indexOf('/') + 1);
    }
}
