package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimRulesTest {

    @Test
    void claimsKeepTheFilesOrder() {
        SeedReading reading = read("\"claims\": { \"scim_company_id\": \"9\", \"companyId\": \"1\", \"a\": \"\" }");
        assertThat(Seeds.problems(reading)).isEmpty();
        assertThat(reading.seed().orElseThrow().clients().get(0).claims().keySet())
                .containsExactly("scim_company_id", "companyId", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "Sub", "iss", "aud", "scope", "oi_prst", "realm_access", "preferred_username"})
    void theProtocolsClaimsAreRefused(String name) {
        assertThat(problems("\"claims\": { \"" + name + "\": \"x\" }"))
                .containsExactly("s.json:2:69: /clients/0/claims/" + name + ": error: the claim '" + name
                        + "' belongs to the protocol; remove it");
    }

    @Test
    void aUsernameNeedsAUser() {
        assertThat(problems("\"claims\": { \"username\": \"x\" }"))
                .singleElement()
                .asString()
                .contains("/clients/0/claims/username: error: the claim 'username' needs a number as subject");
        assertThat(problems("\"actsAs\": 7, \"claims\": { \"username\": \"x\" }"))
                .isEmpty();
    }

    @Test
    void aSubjectIsOneOnly() {
        assertThat(problems("\"actsAs\": 7, \"subject\": \"keycloak\""))
                .singleElement()
                .asString()
                .contains("/clients/0/subject: error: the client acts as a user, whose number becomes the subject");
        assertThat(problems("\"actsAs\": null, \"subject\": \"keycloak\"")).isEmpty();
    }

    private static List<String> problems(String members) {
        return Seeds.problems(read(members));
    }

    private static SeedReading read(String members) {
        return Seeds.readWith("\"clients\": [ { \"clientId\": \"a\", \"clientType\": \"public\", " + members + " } ]");
    }
}
