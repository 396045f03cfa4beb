package io.authscape.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.Browser;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Permissions where a person takes part: authorization, pushed authorization, device, and the grants behind them. */
@ExtendWith(KeycloakExtension.class)
class AuthorizationPermissionsIT {

    private static final String TOKEN = "protocol/openid-connect/token";
    private static final String PUSH = "protocol/openid-connect/ext/par/request";
    private static final String DEVICE = "protocol/openid-connect/auth/device";
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    private static final String CHALLENGE =
            "&code_challenge=Blmil-EyQZQ2va4yw-8KRr9FxVoP_nUN0-IPC3Sgctc&code_challenge_method=S256";
    private static final String VERIFIER = "&code_verifier=dBjftJeZ4CVP-mBlGxm2lL0hGz8mVY5R0Gq5bW3rVnA";
    private static final String[] WEB = {
        "ept:authorization", "ept:token", "gt:authorization_code", "rst:code", "scp:api1"
    };

    private static GuardedRealm realm;

    @BeforeAll
    static void guard(TestRealm own) {
        realm = new GuardedRealm(own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            gt:authorization_code,rst:code                   | code          | openid api1    | AUTHORIZATION_ENDPOINT | ept:authorization
            ept:authorization,rst:code                       | code          | openid api1    | CODE_FLOW     | gt:authorization_code
            ept:authorization,gt:authorization_code          | code          | openid api1    | RESPONSE_TYPE | rst:code
            ept:authorization,gt:authorization_code,rst:code | code          | openid api1    | SCOPE         | scp:api1
            ept:authorization,gt:authorization_code,rst:code | code          | offline_access | OFFLINE_ACCESS | gt:refresh_token
            ept:authorization,gt:authorization_code,rst:code | code id_token | openid         | HYBRID_FLOW   | gt:implicit
            ept:authorization,gt:authorization_code,rst:code | id_token      | openid         | IMPLICIT_FLOW | gt:implicit
            """)
    void anAuthorizationIsRefusedByRedirect(
            String permissions, String responseType, String scope, PermissionRefusal refusal, String missing) {
        String client = realm.client(anyId(), permissions.split(","));

        Map<String, String> answer = refusal(authorize(client, responseType, scope, CHALLENGE + "&nonce=n"));

        assertThat(answer)
                .containsEntry("error", refusal.error())
                .containsEntry("error_description", refusal.description())
                .containsEntry("state", "1234");
        assertThat(realm.lastEventDetails(client)).containsEntry(MissingPermission.EVENT_DETAIL, missing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                                         | CODE_CHALLENGE_MISSING",
                "&code_challenge=Blmil-EyQZQ2va4yw-8KRr9FxVoP_nUN0-IPC3Sgctc&code_challenge_method=plain"
                        + " | CODE_CHALLENGE_METHOD_PLAIN",
            })
    void aCodeNeedsAProofKey(String challenge, PermissionRefusal refusal) {
        String client = realm.client(anyId(), WEB);

        assertThat(refusal(authorize(client, "code", "openid", challenge == null ? "" : challenge)))
                .containsEntry("error", "invalid_request")
                .containsEntry("error_description", refusal.description());
        assertThat(realm.lastEventDetails(client)).containsEntry(MissingPermission.EVENT_DETAIL, "ft:pkce");
    }

    @Test
    void aCodeIsGoodForATokenWhileItsClientMayHaveOne() {
        String client = realm.client(anyId(), WEB);
        String form = "grant_type=authorization_code&redirect_uri=" + encoded(GuardedRealm.REDIRECT_URI) + VERIFIER;

        realm.permit(client, "ept:authorization", "gt:authorization_code", "rst:code", "scp:api1");
        HttpResponse<String> refused = realm.post(TOKEN, client, form + "&code=" + code(client));
        realm.permit(client, WEB);
        HttpResponse<String> granted = realm.post(TOKEN, client, form + "&code=" + code(client));

        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode body = Wire.json(refused);
        assertThat(body.path("error").asText()).isEqualTo("invalid_grant"); // Keycloak's, whatever an executor says
        assertThat(body.path("error_description").asText()).isEqualTo(PermissionRefusal.TOKEN_ENDPOINT.description());
        assertThat(granted.statusCode()).isEqualTo(200);
    }

    @Test
    void aClientWithoutAListNeedsNoProofKey() {
        String client = realm.clientWithList(anyId(), null);

        URI answer = signIn(authorizationRequest(client, "code", "openid api1 api2", ""));

        assertThat(query(answer)).containsKey("code");
    }

    @ParameterizedTest
    @CsvSource({
        "ept:authorization gt:authorization_code rst:code,        PUSHED_AUTHORIZATION_ENDPOINT, ept:pushed_authorization",
        "ept:pushed_authorization gt:authorization_code rst:code, SCOPE,                         scp:api1",
        "ept:pushed_authorization rst:code scp:api1,              CODE_FLOW,                     gt:authorization_code",
    })
    void aPushedAuthorizationIsRefused(String permissions, PermissionRefusal refusal, String missing) {
        String client = realm.client(anyId(), permissions.split(" "));

        assertRefused(push(client), refusal, client, missing);
    }

    @Test
    void aPushedAuthorizationIsNoWayAroundTheAuthorizationEndpoint() {
        String client =
                realm.client(anyId(), "ept:pushed_authorization", "gt:authorization_code", "rst:code", "scp:api1");
        HttpResponse<String> pushed = push(client);
        assertThat(pushed.statusCode()).isEqualTo(201);

        HttpResponse<String> answer = new Browser()
                .get(realm.realm()
                        .uri("protocol/openid-connect/auth?client_id=" + client + "&request_uri="
                                + encoded(Wire.json(pushed).path("request_uri").asText())));

        assertThat(refusal(answer)).containsEntry("error", "unauthorized_client");
    }

    @ParameterizedTest
    @CsvSource({
        "ept:token,                           DEVICE_AUTHORIZATION_ENDPOINT, ept:device_authorization",
        "ept:device,                          DEVICE_FLOW,                   gt:" + DEVICE_GRANT,
        "ept:device gt:" + DEVICE_GRANT + ",  SCOPE,                         scp:api1",
    })
    void aDeviceIsRefused(String permissions, PermissionRefusal refusal, String missing) {
        String client = realm.client(anyId(), permissions.split(" "));

        assertRefused(realm.post(DEVICE, client, "scope=openid+api1"), refusal, client, missing);
    }

    @Test
    void aDeviceCodeIsGoodForATokenWhileItsClientMayHaveOne() {
        String client = realm.client(anyId(), "ept:device_authorization", "gt:" + DEVICE_GRANT);
        JsonNode device = Wire.json(realm.post(DEVICE, client, "scope=openid"));
        approve(URI.create(device.path("verification_uri_complete").asText()));
        String form = "grant_type=" + DEVICE_GRANT + "&device_code="
                + device.path("device_code").asText();

        HttpResponse<String> refused = realm.post(TOKEN, client, form);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Wire.json(refused).path("error_description").asText())
                .isEqualTo(PermissionRefusal.TOKEN_ENDPOINT.description());
        assertThat(realm.lastEventDetails(client)).containsEntry(MissingPermission.EVENT_DETAIL, "ept:token");
    }

    private static void approve(URI verification) {
        Browser browser = new Browser();
        HttpResponse<String> consent = CodeFlow.signIn(
                browser, verification, GuardedRealm.REDIRECT_URI, GuardedRealm.USER, GuardedRealm.PASSWORD);
        browser.submit(consent, Map.of("accept", "Yes"));
    }

    private static URI signIn(URI authorizationRequest) {
        return Browser.location(CodeFlow.signIn(
                new Browser(),
                authorizationRequest,
                GuardedRealm.REDIRECT_URI,
                GuardedRealm.USER,
                GuardedRealm.PASSWORD));
    }

    private static String code(String client) {
        return query(signIn(authorizationRequest(client, "code", "openid api1", CHALLENGE)))
                .get("code");
    }

    private static HttpResponse<String> push(String client) {
        return realm.post(
                PUSH,
                client,
                "response_type=code&scope=openid+api1&redirect_uri=" + encoded(GuardedRealm.REDIRECT_URI) + CHALLENGE);
    }

    private static HttpResponse<String> authorize(String client, String responseType, String scope, String more) {
        return new Browser().get(authorizationRequest(client, responseType, scope, more));
    }

    private static URI authorizationRequest(String client, String responseType, String scope, String more) {
        return realm.realm()
                .uri("protocol/openid-connect/auth?state=1234&client_id=" + client + "&response_type="
                        + encoded(responseType) + "&redirect_uri=" + encoded(GuardedRealm.REDIRECT_URI) + "&scope="
                        + encoded(scope) + more);
    }

    /** The parameters of a redirect to the client, in the query or, for an implicit flow, in the fragment. */
    private static Map<String, String> refusal(HttpResponse<String> response) {
        URI location = Browser.location(response);
        assertThat(location.toString()).startsWith(GuardedRealm.REDIRECT_URI);
        return query(location);
    }

    private static Map<String, String> query(URI location) {
        String parameters = location.getRawQuery() == null ? location.getRawFragment() : location.getRawQuery();
        return Stream.of(parameters.split("&"))
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void assertRefused(
            HttpResponse<String> response, PermissionRefusal refusal, String client, String missing) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Wire.json(response).path("error").asText()).isEqualTo(refusal.error());
        assertThat(Wire.json(response).path("error_description").asText()).isEqualTo(refusal.description());
        assertThat(realm.lastEventDetails(client)).containsEntry(MissingPermission.EVENT_DETAIL, missing);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String anyId() {
        return UUID.randomUUID().toString().substring(0, 8) + "-web";
    }
}
