package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenIddict refuses, in its words. Rows are those of its table of answers. */
@ExtendWith(KeycloakExtension.class)
class TokenRefusalIT {

    private static URI endpoint;

    @BeforeAll
    static void documentedClients(TestRealm realm) {
        DocumentedClients.createIn(realm);
        endpoint = realm.uri("connect/token");
    }

    /** Rows 7 to 12, 16: a form, and what is answered to it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    client_id=background-service | 400 | invalid_request | ID2029
                    grant_type=&client_id=background-service | 400 | invalid_request | ID2029
                    grant_type=client_credentials&grant_type=client_credentials | 400 | invalid_request | ID2029
                    grant_type=magic | 400 | unsupported_grant_type | ID2032
                    grant_type=Client_Credentials&client_id=background-service&client_secret=x | 400 | unsupported_grant_type | ID2032
                    grant_type=client_credentials&client_secret=x | 400 | invalid_request | ID2029
                    grant_type=client_credentials&client_id=background-service | 400 | invalid_request | ID2057
                    grant_type=client_credentials&client_id=background-service&client_secret= | 400 | invalid_request | ID2057
                    grant_type=client_credentials&client_id=background-service&client_secret=x&scope=nope | 400 | invalid_scope | ID2052
                    grant_type=client_credentials&client_id=background-service&client_secret=service-secret-here&scope=api1+nope | 400 | invalid_scope | ID2052
                    grant_type=client_credentials&client_id=background-service&client_secret=service-secret-here&scope=authscape | 400 | invalid_scope | ID2052
                    grant_type=client_credentials&client_id=nobody&client_secret=x&scope=api1 | 401 | invalid_client | ID2052
                    grant_type=client_credentials&client_id=background-service&client_secret=x&scope=api1 | 401 | invalid_client | ID2055
                    """)
    void aForm(String form, int status, String error, String id) {
        assertRefused(Wire.http1().post(endpoint, form), status, error, id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "OPTIONS"})
    void row2AnotherMethod(String method) {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(Wire.DOCUMENTED_BODY))
                .build();

        assertRefused(Wire.http1().send(request), 400, "invalid_request", "ID2084");
    }

    @Test
    void row2AHeadHasNoBody() {
        HttpResponse<String> response = Wire.http1()
                .send(HttpRequest.newBuilder(endpoint)
                        .method("HEAD", BodyPublishers.noBody())
                        .build());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void row3NoContentType() {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .POST(BodyPublishers.ofString(Wire.DOCUMENTED_BODY))
                .build();

        assertRefused(Wire.http1().send(request), 400, "invalid_request", "ID2081");
    }

    @Test
    void row4AnotherContentType() {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();

        assertRefused(Wire.http1().send(request), 400, "invalid_request", "ID2082");
    }

    @ParameterizedTest
    @CsvSource({"Basic YmFja2dyb3VuZC1zZXJ2aWNl, ID2055", "Basic !!!, ID2055"})
    void row6MalformedBasic(String header, String id) {
        assertRefused(basic(header, "grant_type=client_credentials"), 400, "invalid_request", id);
    }

    @Test
    void row5BasicBesideABodySecret() {
        assertRefused(basic(documentedBasic(), Wire.DOCUMENTED_BODY), 400, "invalid_request", "ID2087");
    }

    @Test
    void theHeadersClientWinsOverTheBodys() {
        HttpResponse<String> response =
                basic(documentedBasic(), "grant_type=client_credentials&scope=api1&client_id=resource_server_1");

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&scope=", "&scope=api1&scope=api1"})
    void noScopeEmptyScopeOrTwoScopesGrantNone(String scope) throws Exception {
        HttpResponse<String> response = Wire.http1()
                .post(
                        endpoint,
                        "grant_type=client_credentials&client_id=background-service&client_secret=service-secret-here"
                                + scope);

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode claims = Wire.json(com.nimbusds.jwt.SignedJWT.parse(Wire.accessToken(response))
                .getPayload()
                .toString());
        assertThat(claims.has("scope")).isFalse();
        assertThat(claims.has("aud")).isFalse();
    }

    /** Row 8: AuthScape's server has no such grant, and the client learns nothing about the password. */
    @Test
    void theGrantOfAPersonsPasswordIsNotOurs() {
        assertRefused(
                Wire.http1().post(endpoint, "grant_type=password&client_id=admin-cli&username=nobody&password=x"),
                400,
                "unsupported_grant_type",
                "ID2032");
    }

    @Test
    void noAnswerHoldsTheSecret() {
        HttpResponse<String> response = Wire.http1()
                .post(endpoint, "grant_type=client_credentials&client_id=background-service&client_secret=hunter2");

        assertThat(response.body() + response.headers()).doesNotContain("hunter2");
    }

    private static String documentedBasic() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString("background-service:service-secret-here"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> basic(String header, String form) {
        return Wire.http1()
                .send(HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Authorization", header)
                        .POST(BodyPublishers.ofString(form))
                        .build());
    }

    private static void assertRefused(HttpResponse<String> response, int status, String error, String id) {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode body = Wire.json(response);
        assertThat(body.fieldNames()).toIterable().containsExactly("error", "error_description", "error_uri");
        assertThat(body.path("error").asText()).isEqualTo(error);
        assertThat(body.path("error_uri").asText()).endsWith("/" + id);
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers().firstValue("WWW-Authenticate").isPresent())
                .isEqualTo(status == 401);
    }
}
