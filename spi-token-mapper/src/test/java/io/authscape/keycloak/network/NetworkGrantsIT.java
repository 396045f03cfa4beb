package io.authscape.keycloak.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.permission.GuardedRealm;
import io.authscape.keycloak.testkit.Browser;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to a token, for clients that get them from some networks only; and what gives none and stays open. */
@ExtendWith(KeycloakExtension.class)
class NetworkGrantsIT {

    private static final String NATIVE = "protocol/openid-connect/token";
    private static final String ALIAS = "connect/token";
    private static final String PASSWORD =
            "grant_type=password&username=" + GuardedRealm.USER + "&password=correct+horse+battery&scope=openid";
    private static final String CHALLENGE =
            "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private static final String[] HERE = {"127.0.0.0/8", "::1"};
    private static final String[] ELSEWHERE = {"203.0.113.0/24", "2001:db8::/32"};

    private static GuardedRealm realm;

    @BeforeAll
    static void guard(TestRealm own) {
        realm = new GuardedRealm(own);
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void aRefreshTokenIsRefusedOutsideAndNotSpent(String door) {
        LimitedClient client = LimitedClient.in(realm);
        String form = "grant_type=refresh_token&refresh_token="
                + Wire.json(client.post(NATIVE, PASSWORD)).path("refresh_token").asText();

        client.limitTo(ELSEWHERE);
        LimitedClient.assertRefused(client.post(door, form));

        client.limitTo(HERE);
        assertThat(client.post(door, form).statusCode()).isEqualTo(200);
    }

    /** The person's browser may be anywhere; the token is the client's. */
    @ParameterizedTest
    @CsvSource({
        NATIVE + ", protocol/openid-connect/auth, invalid_grant",
        ALIAS + ", connect/authorize, unauthorized_client"
    })
    void aCodeIsGivenAnywhereAndRedeemedInside(String door, String authorize, String error) {
        LimitedClient client = LimitedClient.in(realm, ELSEWHERE);

        HttpResponse<String> refused = client.post(door, redemption(authorize, client));
        client.limitTo(HERE);
        HttpResponse<String> granted = client.post(door, redemption(authorize, client));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Wire.json(refused).path("error").asText()).isEqualTo(error); // at its own door Keycloak's
        assertThat(Wire.json(refused).path("error_description").asText()).isEqualTo(NetworkRefusal.DESCRIPTION);
        assertThat(granted.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token token", "code id_token"})
    void whatGivesTokensToABrowserIsRefusedByRedirect(String responseType) {
        LimitedClient client = LimitedClient.in(realm, ELSEWHERE);

        HttpResponse<String> answer =
                new Browser().get(authorization("protocol/openid-connect/auth", client, responseType));

        assertThat(Browser.location(answer).toString())
                .startsWith(GuardedRealm.REDIRECT_URI)
                .contains("error=unauthorized_client")
                .doesNotContain("access_token", "id_token");
    }

    /** A list may change, and a laptop its network, between the login page and the answer. */
    @Test
    void itIsLookedAtAgainWhenTheBrowserGetsItsTokens() {
        LimitedClient client = LimitedClient.in(realm, HERE);
        URI request = authorization("protocol/openid-connect/auth", client, "id_token token");
        assertThat(signIn(new Browser(), request, () -> {}).toString()).contains("access_token=");

        URI answer = signIn(new Browser(), request, () -> client.limitTo(ELSEWHERE));

        assertThat(answer.toString())
                .startsWith(GuardedRealm.REDIRECT_URI)
                .contains("error_description=unauthorized_client") // so Keycloak words it there
                .doesNotContain("access_token", "id_token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "protocol/openid-connect/token           | " + PASSWORD,
                "protocol/openid-connect/auth/device     | scope=openid",
                "protocol/openid-connect/ext/ciba/auth   | scope=openid&login_hint=" + GuardedRealm.USER,
                "protocol/openid-connect/ext/par/request | response_type=code&scope=openid&redirect_uri=http://localhost:3000/signin-oidc"
                        + CHALLENGE,
            })
    void otherWaysToATokenEndAtOnce(String endpoint, String form) {
        LimitedClient client = LimitedClient.in(realm, ELSEWHERE);

        LimitedClient.assertRefused(client.post(endpoint, form));
        assertThat(realm.lastEvent(client.id()).getDetails()).containsKey(NetworkRefusal.EVENT_DETAIL);

        client.limitTo(HERE);
        assertThat(client.post(endpoint, form).body()).doesNotContain(NetworkRefusal.DESCRIPTION);
    }

    @Test
    void aTokenIsExchangedInsideOnly() {
        LimitedClient client = LimitedClient.in(realm);
        String form = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
                + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token&subject_token="
                + Wire.accessToken(client.post(NATIVE, PASSWORD));

        client.limitTo(ELSEWHERE);
        LimitedClient.assertRefused(client.post(NATIVE, form));

        client.limitTo(HERE);
        assertThat(client.post(NATIVE, form).body()).doesNotContain(NetworkRefusal.DESCRIPTION);
    }

    @Test
    void aDeviceGetsItsTokenInsideOnly() {
        LimitedClient client = LimitedClient.in(realm, HERE);
        JsonNode device = Wire.json(client.post("protocol/openid-connect/auth/device", "scope=openid"));
        Browser browser = new Browser();
        HttpResponse<String> consent = CodeFlow.signIn(
                browser,
                URI.create(device.path("verification_uri_complete").asText()),
                GuardedRealm.REDIRECT_URI,
                GuardedRealm.USER,
                GuardedRealm.PASSWORD);
        browser.submit(consent, Map.of("accept", "Yes"));
        client.limitTo(ELSEWHERE);

        HttpResponse<String> refused = client.post(
                NATIVE,
                "grant_type=" + DEVICE_GRANT + "&device_code="
                        + device.path("device_code").asText());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Wire.json(refused).path("error_description").asText()).isEqualTo(NetworkRefusal.DESCRIPTION);
    }

    /** They give no tokens; and whoever finds out that one was stolen must be able to revoke it from where he is. */
    @Test
    void introspectionRevocationAndUserinfoStayOpen() {
        LimitedClient client = LimitedClient.in(realm);
        JsonNode token = Wire.json(client.post(NATIVE, PASSWORD));
        String access = token.path("access_token").asText();
        client.limitTo(ELSEWHERE);

        for (String door : new String[] {"protocol/openid-connect/token/introspect", "connect/introspect"}) {
            assertThat(client.post(door, "token=" + access).statusCode())
                    .as(door)
                    .isEqualTo(200);
        }
        HttpResponse<String> userinfo = Wire.http1()
                .send(HttpRequest.newBuilder(realm.realm().uri("protocol/openid-connect/userinfo"))
                        .header("Authorization", "Bearer " + access)
                        .build());
        assertThat(userinfo.statusCode()).isEqualTo(200);
        for (String door : new String[] {"protocol/openid-connect/revoke", "connect/revocation"}) {
            assertThat(client.post(door, "token=" + access).statusCode())
                    .as(door)
                    .isEqualTo(200);
        }
    }

    private static String redemption(String authorize, LimitedClient client) {
        return CodeFlow.login(
                        new Browser(),
                        realm.realm().uri(authorize),
                        client.id(),
                        GuardedRealm.REDIRECT_URI,
                        "openid",
                        GuardedRealm.USER,
                        GuardedRealm.PASSWORD)
                .tokenRequest();
    }

    private static URI signIn(Browser browser, URI request, Runnable meanwhile) {
        HttpResponse<String> page = browser.get(request);
        meanwhile.run();
        HttpResponse<String> answer =
                browser.submit(page, Map.of("username", GuardedRealm.USER, "password", GuardedRealm.PASSWORD));
        return Browser.location(browser.follow(answer, GuardedRealm.REDIRECT_URI));
    }

    private static URI authorization(String endpoint, LimitedClient client, String responseType) {
        return realm.realm()
                .uri(endpoint + "?state=1234&nonce=n&scope=openid&client_id=" + client.id() + "&response_type="
                        + encoded(responseType) + "&redirect_uri=" + encoded(GuardedRealm.REDIRECT_URI) + CHALLENGE);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
