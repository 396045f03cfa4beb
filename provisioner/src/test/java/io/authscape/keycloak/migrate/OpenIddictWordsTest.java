package io.authscape.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Permissions and requirements in old words, in people's own, and in nobody's. */
class OpenIddictWordsTest {

    private static final String HASH =
            "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg80Whn7iC3wyO+wdcexvsmG626GattUn1splPyaa7oK2A==";
    private static final String SECRET = "'ClientSecret': '" + HASH + "'";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ept:logout           | ept:end_session                                  | is 'ept:end_session' since OpenIddict 6
            ept:device           | ept:device_authorization                         | since OpenIddict 6
            gt:device_code       | gt:urn:ietf:params:oauth:grant-type:device_code  | means nothing to OpenIddict
            response_type:code   | rst:code                                         | take it out if the client must not
            grant_type:device    | gt:urn:ietf:params:oauth:grant-type:device_code  | means nothing to OpenIddict
            endpoint:token       | ept:token                                        | means nothing to OpenIddict
            ' ept:token '        | ept:token                                        | means nothing to OpenIddict
            """)
    void oldWordsBecomeTodays(String written, String current, String note) {
        Imported run = Imported.application(SECRET + ", 'Permissions': '[\\'" + written + "\\']'");
        assertThat(run.client("c").permissions()).containsExactly(current);
        assertThat(run.notes("c")).anySatisfy(line -> assertThat(line)
                .startsWith("changed: Permissions: '" + written + "'")
                .contains(note));
    }

    @Test
    void permissionsThatNeedNoneOrThatNobodyKnowsAreKept() {
        Imported run = Imported.application(
                SECRET
                        + ", 'Permissions': ' [ \\'scp:openid\\' ,\\'scp:offline_access\\', \\'cap:x\\', \\'gt:LinkLogin\\' ]'");
        assertThat(run.client("c").permissions())
                .containsExactly("scp:openid", "scp:offline_access", "cap:x", "gt:LinkLogin");
        assertThat(run.notes("c")).hasSize(2).allSatisfy(line -> assertThat(line)
                .startsWith("check: permissions: "));
    }

    @Test
    void aSlipIsTakenOutWithTheRulesWords() {
        Imported run =
                Imported.application(SECRET + ", 'Permissions': '[\\'ept:tokn\\',\\'ept:token\\',\\'rst:cod\\']'");
        assertThat(run.client("c").permissions()).containsExactly("ept:token");
        assertThat(run.notes("c"))
                .containsExactly(
                        "not mapped: permissions: 'ept:tokn' is not a permission; did you mean 'ept:token'?",
                        "not mapped: permissions: 'rst:cod' is not a permission; did you mean 'rst:code'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkce", "ft:pkce", "PKCE"})
    void aProofKeyIsARequirementWhereverItStands(String word) {
        Imported asRequirement = Imported.application(SECRET + ", 'Requirements': '[\\'" + word + "\\']'");
        assertThat(asRequirement.client("c").requirements()).containsExactly("ft:pkce");
        Imported asPermission = Imported.application(SECRET + ", 'Permissions': '[\\'" + word + "\\']'");
        assertThat(asPermission.client("c").requirements()).containsExactly("ft:pkce");
        assertThat(asPermission.client("c").permissions()).isEmpty();
        assertThat(asPermission.notes("c")).anySatisfy(line -> assertThat(line).contains("is a requirement"));
    }
}
