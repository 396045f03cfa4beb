package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {

    @Test
    void idAndSecretAreFormDecoded() {
        BasicCredentials credentials = BasicCredentials.read(
                        "Basic b2RkK2NoYXJzJTNBJTJCJTI1JTI2JUMzJUJDOnAlMkJzcyt3JTI1cmQlMjYlM0QlQzMlQkMlM0E=")
                .orElseThrow();

        assertThat(credentials.clientId()).isEqualTo("odd chars:+%&ü");
        assertThat(credentials.clientSecret()).isEqualTo("p+ss w%rd&=ü:");
    }

    @Test
    void theSecretMayHoldColons() {
        assertThat(read("id:a:b").clientSecret()).isEqualTo("a:b");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Basic", "Bearer abc", "Basics abc", "Negotiate"})
    void anyOtherHeaderIsNone(String header) {
        assertThat(BasicCredentials.read(header)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic !!!", "Basic YmFja2dyb3VuZC1zZXJ2aWNl", "basic %zz", "Basic /w==", "Basic YTolenp6"})
    void whatIsNotAPairIsRefused(String header) {
        assertThatThrownBy(() -> BasicCredentials.read(header))
                .isInstanceOfSatisfying(WireException.class, refused -> assertThat(refused.refusal())
                        .isEqualTo(WireError.CREDENTIALS_MALFORMED.refusal()));
    }

    @Test
    void theSecretIsNotInTheText() {
        assertThat(read("id:hunter2")).asString().doesNotContain("hunter2");
    }

    private static BasicCredentials read(String pair) {
        String header = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return BasicCredentials.read(header).orElseThrow();
    }
}
