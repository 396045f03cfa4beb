package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list is read as the provider jar reads it: nothing counts here that lets nobody in there, or the other way. */
class SecretListTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"x\"}]} trailing",
                "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"x\"}]}]}",
                "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"x\",\"hash\":\"y\"}]}",
                "{\"v\":1,\"secrets\":[],\"secrets\":[{\"id\":\"a\",\"hash\":\"x\"}]}",
                "{\"v\":1,\"secrets\":{\"a\":{\"id\":\"a\",\"hash\":\"x\"}}}",
                "{\"v\":2,\"secrets\":[{\"id\":\"a\",\"hash\":\"x\"}]}",
                "{\"v\":1,\"secrets\":[{\"id\":\"\",\"hash\":\"x\"}]}",
                "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"x\",\"expires\":\"soon\"}]}",
                "[]",
                ""
            })
    void whatTheJarTakesForNoSecretIsNone(String attribute) {
        assertThat(read(attribute).secrets()).isEmpty();
    }

    /** The jar never asks when a secret was made: it lets in by this one, and a rewrite must not lose it. */
    @ParameterizedTest
    @ValueSource(strings = {"\"last summer\"", "5", "true", "\"\"", "{}", "null"})
    void aSecretOfUnknownAgeCounts(String created) {
        SecretList list = read("{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"x\",\"created\":" + created
                + ",\"expires\":\"2027-01-01T00:00:00Z\"}]}");
        assertThat(list.secrets()).singleElement().satisfies(secret -> {
            assertThat(secret.created()).isNull();
            assertThat(secret.expires()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        });
        assertThat(read(list.text())).isEqualTo(list);
    }

    @Test
    void aPermissionListWithSomethingBehindItOrTwiceIsUnreadable() {
        assertThat(permissions("{\"v\":1,\"permissions\":[\"ept:token\"]}").isArray())
                .isTrue();
        assertThat(permissions("{\"v\":1,\"permissions\":[\"ept:token\"]} x").isMissingNode())
                .isTrue();
        assertThat(permissions("{\"v\":1,\"permissions\":[],\"permissions\":[\"a\"]}")
                        .isMissingNode())
                .isTrue();
    }

    private static SecretList read(String attribute) {
        return SecretList.read(Map.of("authscape.secrets", attribute));
    }

    private static JsonNode permissions(String attribute) {
        return JsonAttribute.read("authscape.permissions", Map.of("authscape.permissions", attribute));
    }
}
