package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.Browser;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From {@code …/connect/authorize} to {@code …/connect/logout}, and where the latter may lead. */
@ExtendWith(KeycloakExtension.class)
class LogoutIT {

    private static final String REGISTERED = "http://localhost:3000/signout-oidc";

    private static TestRealm realm;

    private final Browser browser = new Browser();

    @BeforeAll
    static void documentedUser(TestRealm given) {
        realm = given;
        DocumentedClients.createIn(realm);
        DocumentedUser.createIn(realm);
    }

    private String idToken;

    @BeforeEach
    void signIn() {
        CodeFlow.Login login = CodeFlow.login(
                browser,
                realm.uri("connect/authorize"),
                DocumentedUser.CLIENT,
                DocumentedUser.REDIRECT_URI,
                "openid api1",
                DocumentedUser.NAME,
                DocumentedUser.PASSWORD);
        HttpResponse<String> tokens =
                Wire.http1().post(realm.uri("connect/token"), login.tokenRequest() + DocumentedUser.CREDENTIALS);
        idToken = Wire.json(tokens).path("id_token").asText();
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void aValidHintLogsOutAtOnceAndLeadsBack() {
        HttpResponse<String> answer =
                logOut("id_token_hint=" + idToken + "&state=s&post_logout_redirect_uri=" + encoded(REGISTERED));

        assertThat(Browser.location(answer)).isEqualTo(URI.create(REGISTERED + "?state=s"));
        assertThat(isSignedIn()).isFalse();
    }

    @Test
    void aValidHintMayLeadToAPageOfThisSite() {
        HttpResponse<String> answer = logOut("id_token_hint=" + idToken + "&redirect=%2Fgoodbye%3Fa%3Db");

        assertThat(Browser.location(answer)).isEqualTo(realm.server().baseUri().resolve("/goodbye?a=b"));
        assertThat(isSignedIn()).isFalse();
    }

    /** Any page may send a browser here: Keycloak asks the user. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "redirect=%2Fgoodbye",
                "redirect=http%3A%2F%2Flocalhost%3A3000%2Fsignout-oidc",
                "post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fsignout-oidc",
                "client_id=postman&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fsignout-oidc",
            })
    void withoutAHintKeycloakAsksAndThenLeadsBack(String query) {
        HttpResponse<String> page = logOut(query);
        assertThat(page.statusCode()).isEqualTo(200);

        HttpResponse<String> answer = browser.submit(page, Map.of("confirmLogout", "Logout"));

        assertThat(Browser.location(answer).toString())
                .endsWith(query.contains("goodbye") ? "/goodbye" : "/signout-oidc");
        assertThat(isSignedIn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    post_logout_redirect_uri=http%3A%2F%2Fevil.example%2F | invalid_request | post_logout_redirect_uri
                    post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fsignout-oidc%2Fx | invalid_request | post_logout_redirect_uri
                    post_logout_redirect_uri=%2Fgoodbye | invalid_request | post_logout_redirect_uri
                    post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fsignout-oidc%23x | invalid_request | fragment
                    client_id=background-service&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fsignout-oidc | invalid_request | post_logout_redirect_uri
                    client_id=background-service | unauthorized_client | end session endpoint
                    client_id=nobody | invalid_request | client_id
                    redirect=http%3A%2F%2Fevil.example%2F | invalid_request | redirect
                    redirect=%2F%2Fevil.example | invalid_request | redirect
                    redirect=%2F%5Cevil.example | invalid_request | redirect
                    redirect=%2F%09%2Fevil.example | invalid_request | redirect
                    redirect=javascript%3Aalert(1) | invalid_request | redirect
                    redirect=goodbye | invalid_request | redirect
                    id_token_hint=abc | invalid_token | identity token
                    """)
    void anythingElseIsRefusedInText(String query, String error, String word) {
        HttpResponse<String> refused = logOut(query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("text/plain;charset=UTF-8");
        assertThat(refused.body())
                .startsWith("error:" + error + "\nerror_description:")
                .contains(word);
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void aHintOfAnotherClientIsRefused() {
        HttpResponse<String> refused = logOut("client_id=resource_server_1&id_token_hint=" + idToken);

        assertThat(refused.body()).contains("ID2141");
        assertThat(isSignedIn()).isTrue();
    }

    private HttpResponse<String> logOut(String query) {
        return browser.get(URI.create(realm.uri("connect/logout") + "?" + query));
    }

    /** Whether Keycloak would give a code without asking. */
    private boolean isSignedIn() {
        HttpResponse<String> answer = browser.get(URI.create(realm.uri("connect/authorize")
                + "?response_type=code&prompt=none&client_id=postman&scope=openid&code_challenge_method=S256"
                + "&code_challenge=Blmil-EyQZQ2va4yw-8KRr9FxVoP_nUN0-IPC3Sgctc&redirect_uri="
                + encoded(DocumentedUser.REDIRECT_URI)));
        return Browser.location(answer).getQuery().contains("code=");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
