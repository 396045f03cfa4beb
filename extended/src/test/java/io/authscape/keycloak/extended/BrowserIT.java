package io.authscape.keycloak.extended;

import static io.authscape.keycloak.extended.AuthorizationRequest.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakServer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user signs in and out at the root paths, in a real browser: its cookies, its redirects, Keycloak's pages. */
@Timeout(180)
class BrowserIT {

    private static final Part PART = new Part("sign-in by browser");

    private static KeycloakServer server;
    private static ClientSite site;
    private static AuthorizationRequest request;

    private Chromium browser;

    @BeforeAll
    static void start() {
        Chromium.install(PART);
        server = ExtendedRealm.start("browser");
        site = ClientSite.open();
        ExtendedRealm.redirect(server, site.signIn(), site.signOut());
        request = new AuthorizationRequest(server.baseUri().toString(), site.signIn());
    }

    @AfterAll
    static void stop() {
        if (site != null) {
            site.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void open() {
        browser = Chromium.open();
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void signsInAndOutAtTheRoot() {
        Map<String, String> callback = signIn();
        assertThat(callback)
                .containsEntry("state", "1234")
                .containsEntry("iss", ExtendedRealm.realmIssuer(server))
                .containsKey("code");

        JsonNode tokens = tokens(
                "an.older.token",
                "grant_type=authorization_code&code=" + callback.get("code") + "&code_verifier="
                        + AuthorizationRequest.VERIFIER + "&redirect_uri=" + encode(site.signIn()));
        assertThat(Jwt.names(tokens))
                .containsExactly("access_token", "expires_in", "id_token", "refresh_token", "scope", "token_type");
        isAbout12345(tokens);

        JsonNode refreshed = tokens(
                tokens.path("access_token").asText(),
                "grant_type=refresh_token&refresh_token="
                        + tokens.path("refresh_token").asText());
        isAbout12345(refreshed);

        browser.open(server.baseUri() + "connect/logout?state=5678&id_token_hint="
                + refreshed.path("id_token").asText() + "&post_logout_redirect_uri=" + encode(site.signOut()));
        assertThat(AuthorizationRequest.parameters(browser.arrived(site.signOut())))
                .containsExactly(Map.entry("state", "5678"));
        isSignedOut();
    }

    /** The second application finds its user signed in: no page in between. */
    @Test
    void staysSignedInUntilTheLogout() {
        signIn();

        browser.open(request.silent());

        assertThat(AuthorizationRequest.parameters(browser.arrived(site.signIn())))
                .containsKey("code")
                .doesNotContainKey("error");
    }

    /** AuthScape's npm client sends no hint, so that any page could send a user here: Keycloak asks him. */
    @Test
    void asksBeforeALogoutThatNobodyVouchesFor() {
        signIn();

        browser.open(server.baseUri() + "connect/logout?redirect=/");
        assertThat(browser.shows("kc-logout")).isTrue();
        browser.open(request.silent());
        assertThat(AuthorizationRequest.parameters(browser.arrived(site.signIn())))
                .as("nothing ends before the click")
                .containsKey("code");

        browser.open(server.baseUri() + "connect/logout?redirect=/");
        browser.click("kc-logout");
        // Keycloak's own root leads on to the Admin Console, and that to its sign-in.
        browser.arrived(
                server.baseUri() + "realms/master/protocol/openid-connect/auth?client_id=security-admin-console");
        isSignedOut();
    }

    @Test
    void refusesAnotherSiteAfterALogout() {
        browser.open(server.baseUri() + "connect/logout?redirect=" + encode("http://localhost:1/"));

        assertThat(browser.text()).contains("error:invalid_request");
        browser.arrived(server.baseUri() + "connect/logout");
    }

    private Map<String, String> signIn() {
        browser.open(request.address());
        browser.arrived(server.url());
        browser.type("username", DocumentedUser.NAME);
        browser.type("password", DocumentedUser.PASSWORD);
        browser.picture("login");
        browser.click("kc-login");
        return AuthorizationRequest.parameters(browser.arrived(site.signIn()));
    }

    private void isSignedOut() {
        browser.open(request.silent());
        assertThat(AuthorizationRequest.parameters(browser.arrived(site.signIn())))
                .containsEntry("error", "login_required")
                .containsEntry("state", "1234")
                .doesNotContainKey("code");
    }

    /** With credentials in the body and, as AuthScape's npm client does, the last access token in a header. */
    private static JsonNode tokens(String lastToken, String form) {
        HttpResponse<String> answer = Wire.http1()
                .send(HttpRequest.newBuilder(server.baseUri().resolve("connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Authorization", "Bearer " + lastToken)
                        .POST(BodyPublishers.ofString(form + DocumentedUser.CREDENTIALS))
                        .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.json(answer);
    }

    private static void isAbout12345(JsonNode tokens) {
        String token = tokens.path("access_token").asText();
        assertThat(Jwt.claims(token).path("sub").asText()).isEqualTo(DocumentedUser.NUMBER);
        URI userInfo = server.baseUri().resolve("connect/userinfo");
        JsonNode answer = Wire.json(Wire.http1()
                .send(HttpRequest.newBuilder(userInfo)
                        .header("Authorization", "Bearer " + token)
                        .build()));
        assertThat(answer.path("sub").asText()).isEqualTo(DocumentedUser.NUMBER);
        assertThat(answer.path("email").asText()).isEqualTo(DocumentedUser.NAME);
    }
}
