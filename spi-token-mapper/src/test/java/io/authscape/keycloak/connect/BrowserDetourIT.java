package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A browser that comes to the root is sent to where Keycloak's cookies are; what is refused is refused at once. */
@ExtendWith(KeycloakExtension.class)
class BrowserDetourIT {

    private static final String REQUEST = "response_type=code&client_id=detour&state=a%20b%2Bc%26d%25&scope=openid"
            + "&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fsignin-oidc&code_challenge_method=S256"
            + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final String LOGOUT =
            "client_id=detour&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fsignout-oidc";

    private static KeycloakServer server;

    @BeforeAll
    static void client(KeycloakServer started) {
        server = started;
        server.rootRealm().create(DocumentedUser.client("detour"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect/authorize?" + REQUEST, "connect/logout?" + LOGOUT})
    void leadsToTheSameRequestInTheRealm(String path) {
        HttpResponse<String> answer = Wire.http1().send(page(path).build());

        assertThat(answer.statusCode()).isEqualTo(302);
        URI target = URI.create(answer.headers().firstValue("Location").orElseThrow());
        assertThat(target.toString()).startsWith(server.url() + "/realms/authscape/" + path.split("\\?", 2)[0] + "?");
        assertThat(parameters(target.getRawQuery()))
                .containsExactlyInAnyOrderElementsOf(parameters(path.split("\\?", 2)[1]));
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    }

    /** The browser sends its form again. */
    @Test
    void takesAFormAlong() {
        HttpResponse<String> answer = Wire.http1()
                .send(page("connect/authorize")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(REQUEST))
                        .build());

        assertThat(answer.statusCode()).isEqualTo(307);
        assertThat(answer.headers().allValues("Location"))
                .containsExactly(server.url() + "/realms/authscape/connect/authorize");
    }

    @Test
    void endsThere() {
        HttpResponse<String> answer = Wire.http1().get(server.rootRealm().uri("connect/authorize?" + REQUEST));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("kc-form-login");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect/authorize?client_id=nobody&response_type=code",
                "connect/logout?client_id=detour&post_logout_redirect_uri=http%3A%2F%2Fevil.example%2F"
            })
    void refusesAtOnce(String path) {
        HttpResponse<String> answer = Wire.http1().get(server.baseUri().resolve(path));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("error:");
    }

    /** OpenIddict answers where it is asked, and so do we where nobody can have cookies. */
    @Test
    void whoIsNoBrowserStaysAtTheRoot() {
        HttpResponse<String> login = Wire.http1().get(server.baseUri().resolve("connect/authorize?" + REQUEST));
        HttpResponse<String> logout = Wire.http1().get(server.baseUri().resolve("connect/logout?" + LOGOUT));

        assertThat(login.body()).contains("kc-form-login");
        assertThat(logout.headers().firstValue("Location")).contains("http://localhost:3000/signout-oidc");
    }

    private static HttpRequest.Builder page(String path) {
        return HttpRequest.newBuilder(server.baseUri().resolve(path)).header("Accept", "text/html,*/*;q=0.8");
    }

    private static List<String> parameters(String query) {
        return Stream.of(query.split("&", -1))
                .map(parameter -> URLDecoder.decode(parameter, StandardCharsets.UTF_8))
                .toList();
    }
}
