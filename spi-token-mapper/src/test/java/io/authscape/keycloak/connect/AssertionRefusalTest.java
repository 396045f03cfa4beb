package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.RSAKey;
import io.authscape.keycloak.SignedAssertion;
import io.authscape.keycloak.secret.ClientAssertion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in a refused assertion, and OpenIddict's row for it. */
class AssertionRefusalTest {

    private static final String ISSUER = "https://id.example.com/";
    private static final RSAKey KEY = SignedAssertion.newKey();

    @ParameterizedTest
    @CsvSource({
        "iss, ASSERTION_WITHOUT_ISS, ID2172",
        "sub, ASSERTION_WITHOUT_SUB, ID2172",
        "exp, ASSERTION_WITHOUT_EXP, ID2172",
        "aud, ASSERTION_AUDIENCE_MISSING, ID2093",
    })
    void aClaimIsMissing(String claim, WireError row, String id) {
        assertThat(row(good().without(claim))).isEqualTo(row);
        assertThat(row.refusal().uri()).endsWith("/" + id);
    }

    @Test
    void anAudienceMustBeOneString() {
        assertThat(row(good().with("aud", List.of(ISSUER)))).isEqualTo(WireError.ASSERTION_WITHOUT_AUD);
        assertThat(row(good().with("aud", List.of(ISSUER, "https://other.example.com/"))))
                .isEqualTo(WireError.ASSERTION_WITHOUT_AUD);
        assertThat(row(good().with("aud", "https://other.example.com/"))).isEqualTo(WireError.ASSERTION_AUDIENCE_WRONG);
    }

    @Test
    void anotherIsNamed() {
        assertThat(row(good().with("sub", "other"))).isEqualTo(WireError.ASSERTION_SUB_OF_ANOTHER);
        assertThat(row(good().with("iss", "other"))).isEqualTo(WireError.ASSERTION_SUB_OF_ANOTHER);
        assertThat(row(good(), "other", Optional.empty())).isEqualTo(WireError.ASSERTION_ISS_OF_ANOTHER);
    }

    @Test
    void theTypeComesBeforeTheSignatureAndThatBeforeTheClaims() {
        Optional<WireError> signature = Optional.of(WireError.ASSERTION_KEY_UNKNOWN);

        assertThat(row(good().type("at+jwt").without("exp"), "", signature)).isEqualTo(WireError.ASSERTION_TYPE);
        assertThat(row(good().without("aud").without("exp"), "", signature)).isEqualTo(WireError.ASSERTION_KEY_UNKNOWN);
        assertThat(row(good().without("aud").without("exp"))).isEqualTo(WireError.ASSERTION_AUDIENCE_MISSING);
        assertThat(row(good().with("sub", "other").without("exp"))).isEqualTo(WireError.ASSERTION_WITHOUT_EXP);
    }

    @Test
    void whatOnlyKeycloakMindsIsAnInvalidToken() {
        assertThat(row(good(), "service", Optional.empty())).isEqualTo(WireError.ASSERTION_INVALID);
        assertThat(row(good().type(null).without("jti"))).isEqualTo(WireError.ASSERTION_INVALID);
        assertThat(row(good().type("JWT"))).isEqualTo(WireError.ASSERTION_INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "eyJhbGciOiJSUzI1NiJ9.W10.AA", "eyJhbGciOiJSUzI1NiJ9.bnVsbA.AA"})
    void whatIsNoJwtHasNoContent(String assertion) {
        assertThat(ClientAssertion.parse(assertion)).isEmpty();
        assertThat(AssertionRefusal.row(null, assertion, "service")).isEqualTo(WireError.ASSERTION_INVALID);
    }

    private static SignedAssertion good() {
        return SignedAssertion.of("service", ISSUER);
    }

    private static WireError row(SignedAssertion assertion) {
        return row(assertion, "", Optional.empty());
    }

    private static WireError row(SignedAssertion assertion, String clientId, Optional<WireError> signature) {
        ClientAssertion content = ClientAssertion.parse(assertion.sign(KEY)).orElseThrow();
        return new AssertionRefusal(content, clientId).row(signature, ISSUER::equals);
    }
}
