package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingRulesTest {

    @ParameterizedTest
    @CsvSource({
        "00:10:00, 600",
        "01:00:00, 3600",
        "1:0:5, 3605",
        "0.01:00:00, 3600",
        "14.00:00:00, 1209600",
        "00:00:01.9999999, 1",
        "24855.03:14:07, 2147483647"
    })
    void lifetimesAreWholeSeconds(String text, int seconds) {
        assertThat(TimeSpan.seconds(text)).hasValue(seconds);
        assertThat(problems("tkn_lft:act", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00:00:00",
                "00:00:00.9",
                "-01:00:00",
                "24:00:00",
                "00:60:00",
                "00:00:60",
                "3600",
                "01:00",
                "1h",
                "",
                "01:00:00 ",
                "00:00:01.12345678",
                "24855.03:14:08",
                "99999999.00:00:00"
            })
    void whatIsNoLifetimeIsAnError(String text) {
        assertThat(TimeSpan.seconds(text)).isEmpty();
        assertThat(problems("tkn_lft:act", text))
                .containsExactly("s.json:2:86: /clients/0/settings/tkn_lft:act: error: '" + text + "' is no lifetime of"
                        + " one second or more; write [d.]hh:mm:ss, for example 01:00:00 for an hour or 14.00:00:00"
                        + " for two weeks");
        assertThat(problems("tkn_lft:reft", text)).singleElement().asString().contains("error: ");
    }

    @Test
    void whatKeycloakHasNoPlaceForIsKeptWithAWarning() {
        assertThat(problems("tkn_lft:reft", "14.00:00:00"))
                .containsExactly(
                        "s.json:2:87: /clients/0/settings/tkn_lft:reft: warning: Keycloak has no setting of a"
                                + " client that means 'tkn_lft:reft'; it is kept for an export; Keycloak's own lifetime counts");
        assertThat(problems("tkn_lft:code", "14.00:00:00"))
                .containsExactly("s.json:2:87: /clients/0/settings/tkn_lft:code: warning: 'tkn_lft:code' is no standard"
                        + " setting; it is kept as it is and does nothing");
        assertThat(problems("mine", "x")).singleElement().asString().contains("warning: 'mine' is no standard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"act", "tkn_lft_act", "TKN_LFT:ACT", "tkn-lft:act"})
    void slipsAreErrors(String name) {
        assertThat(problems(name, "01:00:00"))
                .singleElement()
                .asString()
                .endsWith("error: '" + name + "' is not a setting; did you mean 'tkn_lft:act'?");
    }

    private static List<String> problems(String name, String value) {
        return Seeds.problems(
                Seeds.readWith("\"clients\": [ { \"clientId\": \"a\", \"clientType\": \"public\", \"settings\": { \""
                        + name + "\": \"" + value + "\" } } ]"));
    }
}
