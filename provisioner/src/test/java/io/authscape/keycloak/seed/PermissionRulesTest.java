package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionRulesTest {

    private final PermissionRules rules = new PermissionRules(Set.of("api1", "orders.read"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ept:token",
                "ept:end_session",
                "ept:pushed_authorization",
                "ept:logout",
                "ept:device",
                "gt:client_credentials",
                "gt:urn:ietf:params:oauth:grant-type:token-exchange",
                "rst:code id_token token",
                "scp:api1",
                "scp:openid",
                "scp:offline_access",
                "scp:email"
            })
    void knownOnesPass(String permission) {
        assertThat(rules.check(permission)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gt:custom",
                "gt:LinkLogin",
                "aud:api",
                "rsrc:urn:x",
                "cap:foo",
                "foo",
                "scp:api2",
                "scp:other",
                "scp:phone"
            })
    void unknownOnesAreKeptWithAWarning(String permission) {
        assertThat(rules.check(permission))
                .hasValueSatisfying(finding -> assertThat(finding.isError()).isFalse());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ept:tokens|did you mean 'ept:token'?",
                "ept:Token|did you mean 'ept:token'?",
                "EPT:TOKEN|did you mean 'ept:token'?",
                "`ept:token `|did you mean 'ept:token'?",
                "gt:client-credentials|did you mean 'gt:client_credentials'?",
                "gt:client_credential|did you mean 'gt:client_credentials'?",
                "client_credentials|did you mean 'gt:client_credentials'?",
                "token|did you mean 'ept:token'?",
                "api1|did you mean 'scp:api1'?",
                "scope:api1|did you mean 'scp:api1'?",
                "scop:api1|did you mean 'scp:api1'?",
                "endpoint:token|did you mean 'ept:token'?",
                "grant_type:password|did you mean 'gt:password'?",
                "rst:code id_tokn|did you mean 'rst:code id_token'?",
                "scp:order.read|did you mean 'scp:orders.read'?",
                "scp:API1|did you mean 'scp:api1'?",
                "scp:profil|did you mean 'scp:profile'?",
                "pkce|'ft:pkce' belongs to 'requirements'",
                "ft:pkce|'ft:pkce' belongs to 'requirements'",
                "scp:|write scp: and a name without spaces",
                "scp:a b|write scp: and a name without spaces",
                "scp:authscape|remove the permission"
            })
    void slipsAreErrorsWithASuggestion(String permission, String remedy) {
        assertThat(rules.check(permission)).hasValueSatisfying(finding -> {
            assertThat(finding.isError()).isTrue();
            assertThat(finding.remedy()).isEqualTo(remedy);
        });
    }

    @Test
    void neighboursAreNoSlips() {
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(rules.check("scp:api12"))
                .hasValueSatisfying(finding -> assertThat(finding.isError()).isFalse());
    }
}
