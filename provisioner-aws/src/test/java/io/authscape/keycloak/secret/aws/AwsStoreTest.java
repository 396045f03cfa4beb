package io.authscape.keycloak.secret.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.secret.SecretStores;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Secrets that are texts. */
class AwsStoreTest extends SecretsManagerContract {

    @Override
    protected String address(String name) {
        return "prod/" + name;
    }

    @Override
    protected void put(String name, String value) {
        manager.put("prod/" + name, value);
    }

    @Test
    void aSecretThatWasMadeWithoutAValueIsFilled() {
        manager.createWithoutValue("prod/a");
        manager.createWithoutValue("prod/b");
        assertThat(store().read(address("a"))).isEmpty();
        store().write(address("a"), new Secret("hunter2"));
        store().replace(address("b"), new Secret("hunter3"));
        assertThat(store().read(address("a"))).contains(new Secret("hunter2"));
        assertThat(store().read(address("b"))).contains(new Secret("hunter3"));
    }

    @Test
    void itIsFoundByItsScheme() {
        assertThat(new SecretStores(Map.of()).of(new SecretAddress("aws", "a")))
                .isInstanceOf(SecretsManagerSecrets.class);
    }
}
