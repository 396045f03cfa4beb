package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3000/signin-oidc",
                "https://app.example.com",
                "https://app.example.com/cb?tenant=a%20b",
                "https://app.example.com/cb?issue=1",
                "https://[::1]:8443/cb",
                "com.example.app:/callback",
                "urn:ietf:wg:oauth:2.0:oob"
            })
    void completeAddressesPass(String uri) {
        assertThat(problems("redirectUris", uri)).isEmpty();
        assertThat(problems("postLogoutRedirectUris", uri)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://app.example.com/*|has a '*'",
                "*|has a '*'",
                "https://*.example.com/cb|has a '*'",
                "https://app.example.com/cb#x|has a fragment",
                "https://app.example.com/cb#|has a fragment",
                "/signin-oidc|is no absolute URI",
                "app.example.com/cb|is no absolute URI",
                "https:///cb|is no absolute URI",
                "https:cb|is no absolute URI",
                "https://app.example.com/a b|is no absolute URI",
                "+|is no absolute URI",
                "-|is no absolute URI",
                "javascript:alert(1)|is not allowed here",
                "DATA:text/html,x|is not allowed here"
            })
    void whatOpenIddictOrKeycloakWouldReadDifferentlyIsAnError(String uri, String what) {
        assertThat(problems("redirectUris", uri)).singleElement().asString().contains("error: ", what);
        assertThat(problems("postLogoutRedirectUris", uri))
                .singleElement()
                .asString()
                .contains("error: ", what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.example/cb?iss=x", "https://a.example/cb?a=b&iss", "https://a.example/?%69ss=x"})
    void theAnswersOwnParameterIsAnErrorBeforeSignInOnly(String uri) {
        assertThat(problems("redirectUris", uri))
                .singleElement()
                .asString()
                .endsWith("has the query parameter 'iss', which the server's answer sets; remove it");
        assertThat(problems("postLogoutRedirectUris", uri)).isEmpty();
    }

    @Test
    void keycloaksRoomIsTheLimit() {
        String longest = "https://a.example/" + "x".repeat(255 - 18);
        assertThat(problems("redirectUris", longest)).isEmpty();
        assertThat(problems("redirectUris", longest + "x"))
                .singleElement()
                .asString()
                .contains("/clients/0/redirectUris/0: error: the URI is longer than 255 characters");
    }

    private static List<String> problems(String member, String uri) {
        return Seeds.problems(Seeds.readWith("\"clients\": [ { \"clientId\": \"a\", \"clientType\": \"public\", \""
                + member + "\": [ \"" + uri + "\" ] } ]"));
    }
}
