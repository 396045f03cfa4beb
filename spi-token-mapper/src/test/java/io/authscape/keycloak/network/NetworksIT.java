package io.authscape.keycloak.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.permission.GuardedRealm;
import io.authscape.keycloak.testkit.Browser;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientPoliciesRepresentation;
import org.keycloak.representations.idm.EventRepresentation;

/** Clients that get tokens from some networks only, asked from loopback; no proxy, and the server expects none. */
@ExtendWith(KeycloakExtension.class)
class NetworksIT {

    private static final String NATIVE = "protocol/openid-connect/token";
    private static final String ALIAS = "connect/token";
    private static final String SERVICE = "grant_type=client_credentials&scope=api1";
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
    void aTokenIsGivenInsideAndRefusedOutside(String door) {
        LimitedClient inside = LimitedClient.in(realm, HERE);
        LimitedClient outside = LimitedClient.in(realm, ELSEWHERE);

        assertThat(post(door, inside, SERVICE).statusCode()).isEqualTo(200);
        assertRefused(post(door, outside, SERVICE));
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void anAdminSeesWhoWasRefusedWhereAndWhy(String door) {
        LimitedClient client = LimitedClient.in(realm, ELSEWHERE);

        post(door, client, SERVICE);

        EventRepresentation event = realm.lastEvent(client.id());
        assertThat(event.getType()).isEqualTo("CLIENT_LOGIN_ERROR");
        assertThat(event.getError()).isEqualTo("unauthorized_client");
        assertThat(event.getIpAddress()).isEqualTo("127.0.0.1");
        assertThat(event.getDetails())
                .containsEntry("reason", "client_policy_error")
                .containsEntry("client_policy_error_detail", NetworkRefusal.DESCRIPTION)
                .containsEntry(NetworkRefusal.EVENT_DETAIL, "203.0.113.0/24 2001:db8::/32")
                .doesNotContainKey("missing_permission");
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void aChangedListCountsAtTheNextRequest(String door) {
        LimitedClient client = LimitedClient.in(realm);
        assertThat(post(door, client, SERVICE).statusCode()).isEqualTo(200);

        client.limitTo(ELSEWHERE);
        assertRefused(post(door, client, SERVICE));

        client.limitTo("203.0.113.0/24", "127.0.0.1");
        assertThat(post(door, client, SERVICE).statusCode()).isEqualTo(200);

        client.limitTo("203.0.113.0/24", "127.0.0.2");
        assertRefused(post(door, client, SERVICE));

        client.limitTo();
        assertThat(post(door, client, SERVICE).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"v":1,"networks":[]}                            | protocol/openid-connect/token
            {"v":1,"networks":["127.0.0.1/8"]}               | protocol/openid-connect/token
            {"v":1,"networks":["127.0.0.0/8","localhost"]}   | connect/token
            127.0.0.0/8                                      | connect/token
            """)
    void aListThatCannotBeReadAllowsNothing(String list, String door) {
        LimitedClient client = LimitedClient.in(realm);
        client.write(list);

        assertRefused(post(door, client, SERVICE));

        assertThat(realm.lastEvent(client.id()).getDetails()).containsEntry(NetworkRefusal.EVENT_DETAIL, "none");
    }

    /** A wrong secret must tell nothing about networks, wherever it is tried. */
    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void authenticationComesFirst(String door) {
        LimitedClient inside = LimitedClient.in(realm, HERE);
        LimitedClient outside = LimitedClient.in(realm, ELSEWHERE);

        HttpResponse<String> fromInside = wrongSecret(door, inside);
        HttpResponse<String> fromOutside = wrongSecret(door, outside);

        assertThat(fromOutside.statusCode()).isEqualTo(401);
        assertThat(fromOutside.body()).isEqualTo(fromInside.body());
        assertThat(realm.lastEvent(outside.id()).getDetails()).doesNotContainKey(NetworkRefusal.EVENT_DETAIL);
    }

    /** Quiet is about who a client is; one that has proved it may hear the rest. */
    @Test
    void aQuietRealmTellsAClientThatHasAuthenticated() {
        LimitedClient client = LimitedClient.in(realm, ELSEWHERE);
        realm.realmAttribute("authscape.wire.disclosure", "quiet");
        try {
            assertRefused(post(ALIAS, client, SERVICE));
            assertThat(wrongSecret(ALIAS, client).statusCode()).isEqualTo(401);
        } finally {
            realm.realmAttribute("authscape.wire.disclosure", "openiddict");
        }
    }

    /** Nobody but a proxy may say where a request comes from, and this server has been told of none. */
    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 203.0.113.9",
        "Forwarded, for=203.0.113.9",
        "X-Real-IP, 203.0.113.9",
    })
    void whatACallerSaysOfItsAddressIsIgnored(String header, String value) {
        LimitedClient outside = LimitedClient.in(realm, ELSEWHERE);
        LimitedClient inside = LimitedClient.in(realm, HERE);

        for (String door : new String[] {NATIVE, ALIAS}) {
            assertRefused(post(door, outside, SERVICE, header, value));
            assertThat(post(door, inside, SERVICE, header, value).statusCode()).isEqualTo(200);
        }
        assertThat(realm.lastEvent(outside.id()).getIpAddress()).isEqualTo("127.0.0.1");
    }

    /** Keycloak itself goes through the policies where they aren't just as we wrote them. */
    @Test
    void itAlsoCountsWhereKeycloakReadsThePolicies() throws Exception {
        LimitedClient client = LimitedClient.in(realm, ELSEWHERE);
        ClientPoliciesRepresentation policies =
                realm.realm().admin().clientPoliciesPoliciesResource().getPolicies(false);
        policies.getPolicies()
                .get(0)
                .getConditions()
                .get(0)
                .setConfiguration(JsonNodeFactory.instance.objectNode().put("is-negative-logic", false));
        realm.realm().admin().clientPoliciesPoliciesResource().updatePolicies(policies);
        try {
            assertRefused(post(NATIVE, client, SERVICE));
            assertRefused(post(ALIAS, client, SERVICE));
            client.limitTo(HERE);
            assertThat(post(ALIAS, client, SERVICE).statusCode()).isEqualTo(200);
        } finally {
            policies.getPolicies()
                    .get(0)
                    .getConditions()
                    .get(0)
                    .setConfiguration(JsonNodeFactory.instance.objectNode());
            realm.realm().admin().clientPoliciesPoliciesResource().updatePolicies(policies);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {NATIVE, ALIAS})
    void aRefreshTokenIsRefusedOutsideAndNotSpent(String door) {
        LimitedClient client = LimitedClient.in(realm);
        String form = "grant_type=refresh_token&refresh_token="
                + Wire.json(post(NATIVE, client, PASSWORD))
                        .path("refresh_token")
                        .asText();

        client.limitTo(ELSEWHERE);
        assertRefused(post(door, client, form));

        client.limitTo(HERE);
        assertThat(post(door, client, form).statusCode()).isEqualTo(200);
    }

    /** The person's browser may be anywhere; the token is the client's. */
    @ParameterizedTest
    @CsvSource({
        NATIVE + ", protocol/openid-connect/auth, invalid_grant",
        ALIAS + ", connect/authorize, unauthorized_client"
    })
    void aCodeIsGivenAnywhereAndRedeemedInside(String door, String authorize, String error) {
        LimitedClient client = LimitedClient.in(realm, ELSEWHERE);

        HttpResponse<String> refused = post(door, client, redemption(authorize, client));
        client.limitTo(HERE);
        HttpResponse<String> granted = post(door, client, redemption(authorize, client));

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

        assertRefused(post(endpoint, client, form));
        assertThat(realm.lastEvent(client.id()).getDetails()).containsKey(NetworkRefusal.EVENT_DETAIL);

        client.limitTo(HERE);
        assertThat(post(endpoint, client, form).body()).doesNotContain(NetworkRefusal.DESCRIPTION);
    }

    @Test
    void aTokenIsExchangedInsideOnly() {
        LimitedClient client = LimitedClient.in(realm);
        String form = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
                + "&subject_token_type=urn:ietf:params:oauth:token-type:access_token&subject_token="
                + Wire.accessToken(post(NATIVE, client, PASSWORD));

        client.limitTo(ELSEWHERE);
        assertRefused(post(NATIVE, client, form));

        client.limitTo(HERE);
        assertThat(post(NATIVE, client, form).body()).doesNotContain(NetworkRefusal.DESCRIPTION);
    }

    @Test
    void aDeviceGetsItsTokenInsideOnly() {
        LimitedClient client = LimitedClient.in(realm, HERE);
        JsonNode device = Wire.json(post("protocol/openid-connect/auth/device", client, "scope=openid"));
        Browser browser = new Browser();
        HttpResponse<String> consent = CodeFlow.signIn(
                browser,
                URI.create(device.path("verification_uri_complete").asText()),
                GuardedRealm.REDIRECT_URI,
                GuardedRealm.USER,
                GuardedRealm.PASSWORD);
        browser.submit(consent, Map.of("accept", "Yes"));
        client.limitTo(ELSEWHERE);

        HttpResponse<String> refused = post(
                NATIVE,
                client,
                "grant_type=" + DEVICE_GRANT + "&device_code="
                        + device.path("device_code").asText());

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Wire.json(refused).path("error_description").asText()).isEqualTo(NetworkRefusal.DESCRIPTION);
    }

    /** They give no tokens; and whoever finds out that one was stolen must be able to revoke it from where he is. */
    @Test
    void introspectionRevocationAndUserinfoStayOpen() {
        LimitedClient client = LimitedClient.in(realm);
        JsonNode token = Wire.json(post(NATIVE, client, PASSWORD));
        String access = token.path("access_token").asText();
        client.limitTo(ELSEWHERE);

        for (String door : new String[] {"protocol/openid-connect/token/introspect", "connect/introspect"}) {
            assertThat(post(door, client, "token=" + access).statusCode())
                    .as(door)
                    .isEqualTo(200);
        }
        HttpResponse<String> userinfo = Wire.http1()
                .send(HttpRequest.newBuilder(realm.realm().uri("protocol/openid-connect/userinfo"))
                        .header("Authorization", "Bearer " + access)
                        .build());
        assertThat(userinfo.statusCode()).isEqualTo(200);
        for (String door : new String[] {"protocol/openid-connect/revoke", "connect/revocation"}) {
            assertThat(post(door, client, "token=" + access).statusCode())
                    .as(door)
                    .isEqualTo(200);
        }
    }

    private static void assertRefused(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        JsonNode body = Wire.json(response);
        assertThat(body.path("error").asText()).isEqualTo("unauthorized_client");
        assertThat(body.path("error_description").asText()).isEqualTo(NetworkRefusal.DESCRIPTION);
        assertThat(response.body()).doesNotContain("203.0.113", "127.0.0");
    }

    private static HttpResponse<String> post(String door, LimitedClient client, String form) {
        return realm.post(door, client.id(), form);
    }

    private static HttpResponse<String> post(
            String door, LimitedClient client, String form, String header, String value) {
        return Wire.http1()
                .send(HttpRequest.newBuilder(realm.realm().uri(door))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(header, value)
                        .POST(BodyPublishers.ofString(
                                "client_id=" + client.id() + "&client_secret=" + GuardedRealm.SECRET + "&" + form))
                        .build());
    }

    private static HttpResponse<String> wrongSecret(String door, LimitedClient client) {
        return Wire.http1().post(realm.realm().uri(door), SERVICE + "&client_secret=wrong&client_id=" + client.id());
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
