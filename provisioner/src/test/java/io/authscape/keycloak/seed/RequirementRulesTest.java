package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequirementRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"ft:pkce", "ft:par"})
    void knownOnesPass(String requirement) {
        assertThat(RequirementRules.check(requirement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ft:dpop", "ft:mtls-bound", "custom"})
    void unknownOnesAreKeptWithAWarning(String requirement) {
        assertThat(RequirementRules.check(requirement))
                .hasValueSatisfying(finding -> assertThat(finding.isError()).isFalse());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "pkce|did you mean 'ft:pkce'?",
                "PKCE|did you mean 'ft:pkce'?",
                "ft:PKCE|did you mean 'ft:pkce'?",
                "par|did you mean 'ft:par'?",
                "ft:pcke|did you mean 'ft:pkce'?",
                "ept:token|'ept:token' belongs to 'permissions'",
                "scp:api1|'scp:api1' belongs to 'permissions'"
            })
    void slipsAreErrors(String requirement, String remedy) {
        assertThat(RequirementRules.check(requirement)).hasValueSatisfying(finding -> {
            assertThat(finding.isError()).isTrue();
            assertThat(finding.remedy()).isEqualTo(remedy);
        });
    }
}
