package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNumberTest {

    @ParameterizedTest
    @ValueSource(strings = {"1", "12345", "9223372036854775807"})
    void aPositiveInt64IsANumber(String text) {
        assertThat(UserNumber.isNumber(text)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "0", "-1", "+1", "007", " 1", "1 ", "1.0", "1e3", "one", "9223372036854775808", "١", "1\n"})
    void nothingElseIs(String text) {
        assertThat(UserNumber.isNumber(text)).isFalse();
    }
}
