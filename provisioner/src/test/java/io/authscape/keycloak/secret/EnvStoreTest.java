package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.seed.Secret;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvStoreTest extends ReadableStoreContract {

    private final Map<String, String> env = new HashMap<>();

    @Override
    protected SecretStore store() {
        return new EnvStore().open(env);
    }

    @Override
    protected String address(String name) {
        return name;
    }

    @Override
    protected void put(String name, String value) {
        env.put(name, value);
    }

    @Test
    void itKeepsNothing() {
        assertThatThrownBy(() -> store().replace("A", new Secret("hunter2")))
                .isInstanceOf(SecretStoreException.class)
                .hasMessage("an environment variable can't keep a secret; use a file or a secret store");
        assertThatThrownBy(() -> store().write("A", new Secret("hunter2")))
                .isInstanceOf(SecretStoreException.class)
                .hasMessageStartingWith("an environment variable can't keep a secret")
                .hasMessageNotContaining("hunter2");
    }
}
