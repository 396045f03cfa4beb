package io.authscape.keycloak.secret.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.secret.SecretStoreException;
import io.authscape.keycloak.seed.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that are members of a JSON object. */
class AwsJsonStoreTest extends SecretsManagerContract {

    private final ObjectNode members = new ObjectMapper().createObjectNode();

    @Override
    protected String address(String name) {
        return "prod/clients#" + name;
    }

    @Override
    protected void put(String name, String value) {
        manager.put("prod/clients", members.put(name, value).toString());
    }

    @Test
    void otherMembersStay() {
        put("a", "1");
        store().write(address("b"), new Secret("2"));
        assertThat(manager.get("prod/clients")).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
        store().replace(address("a"), new Secret("3"));
        assertThat(manager.get("prod/clients")).isEqualTo("{\"a\":\"3\",\"b\":\"2\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "[\"hunter2\"]", "{\"hunter2"})
    void aSecretWithoutMembersIsToldSo(String text) {
        manager.put("prod/clients", text);
        assertThatThrownBy(() -> store().read(address("a")))
                .isInstanceOf(SecretStoreException.class)
                .hasNoCause()
                .hasMessage("the secret is no JSON object and has no fields; leave out '#' and what follows it");
    }
}
