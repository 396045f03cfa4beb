package io.authscape.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "client_id", "scope", "cnf", "oi_prst", "oi_anything", "Sub", "ISS"})
    void protocolClaimsAreKnownInAnySpelling(String name) {
        assertThat(ClaimNames.isProtocolClaim(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"companyId", "usersRoles", "scim_company_id", "username", "oi", "subject"})
    void aSeedMaySetTheOthers(String name) {
        assertThat(ClaimNames.isProtocolClaim(name)).isFalse();
    }
}
