package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.Browser;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.UserRepresentation;

/** Refresh tokens at AuthScape's endpoint: who gets one, and what it is good for. */
@ExtendWith(KeycloakExtension.class)
class RefreshIT {

    private static TestRealm realm;

    @BeforeAll
    static void documentedUser(TestRealm given) {
        realm = given;
        DocumentedClients.createIn(realm);
        DocumentedUser.createIn(realm);
    }

    @Test
    void onlyOfflineAccessBringsOne() {
        assertThat(signIn("openid api1").has("refresh_token")).isFalse();
        assertThat(signIn("openid api1 offline_access").has("refresh_token")).isTrue();
    }

    /** Keycloak would answer 200 and leave the scope out; and the token must not be spent for it. */
    @ParameterizedTest
    @ValueSource(strings = {"api1 roles", "email", "openid api1 profile"})
    void moreThanWasGrantedIsRefusedAndSpendsNothing(String scope) {
        String token = refreshToken();

        HttpResponse<String> refused = refresh(token, "&scope=" + scope.replace(' ', '+'));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"error\":\"invalid_scope\"", "ID2052");
        assertThat(refresh(token, "").statusCode()).isEqualTo(200);
    }

    @Test
    void aWrongSecretComesFirst() {
        HttpResponse<String> refused = Wire.http1()
                .post(
                        realm.uri("connect/token"),
                        "grant_type=refresh_token&client_id=postman&client_secret=x&scope=email&refresh_token="
                                + refreshToken());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("ID2055");
    }

    @Test
    void aSpentOneSaysSo() {
        String token = refreshToken();
        assertThat(refresh(token, "").statusCode()).isEqualTo(200);

        assertThat(refresh(token, "").body()).contains("invalid_grant", "ID2012");
    }

    @Test
    void ofADisabledUserIsNoLongerValid() {
        String token = refreshToken();
        enable(false);
        try {
            assertThat(refresh(token, "").body()).contains("invalid_grant", "ID2018");
        } finally {
            enable(true);
        }
    }

    @Test
    void anAccessTokenIsNone() {
        String token = signIn("openid api1").path("access_token").asText();

        assertThat(refresh(token, "").body()).contains("invalid_grant", "ID2007");
    }

    private static void enable(boolean enabled) {
        UserRepresentation user = realm.admin()
                .users()
                .searchByUsername(DocumentedUser.NAME, true)
                .get(0);
        user.setEnabled(enabled);
        realm.admin().users().get(user.getId()).update(user);
    }

    private static String refreshToken() {
        return signIn("openid api1 offline_access").path("refresh_token").asText();
    }

    private static JsonNode signIn(String scope) {
        CodeFlow.Login login = CodeFlow.login(
                new Browser(),
                realm.uri("connect/authorize"),
                DocumentedUser.CLIENT,
                DocumentedUser.REDIRECT_URI,
                scope,
                DocumentedUser.NAME,
                DocumentedUser.PASSWORD);
        return Wire.json(
                Wire.http1().post(realm.uri("connect/token"), login.tokenRequest() + DocumentedUser.CREDENTIALS));
    }

    private static HttpResponse<String> refresh(String token, String more) {
        return Wire.http1()
                .post(
                        realm.uri("connect/token"),
                        "grant_type=refresh_token&refresh_token=" + token + DocumentedUser.CREDENTIALS + more);
    }
}
