package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user's tokens, beside what OpenIddict gave the user 12345 (the captures' group "code"). */
@ExtendWith(KeycloakExtension.class)
class UserClaimsIT {

    /** OpenIddict's without {@code oi_tkn_id} and {@code oi_au_id}, and Keycloak's {@code azp typ sid}. */
    private static final String CAPTURED = """
            {"aud":["resource_server_1","rust_server"],"scope":"email openid offline_access profile api1 roles",
             "sub":"12345","name":"user@example.com",
             "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress":"user@example.com","amr":"pwd",
             "companyId":"1","companyName":"Acme Corp","locationId":"1","locationName":"Headquarters",
             "firstName":"John","lastName":"Doe","username":"user@example.com",
             "usersRoles":"[{\\"Id\\":1,\\"Name\\":\\"Admin\\"}]",
             "userPermissions":"[{\\"Id\\":\\"6f1c1f0e-9f0e-4a52-8a37-1d0a2f9f3b11\\",\\"Name\\":\\"CanEdit\\"}]",
             "role":"Admin","oi_prst":"postman","client_id":"postman"}""";

    private static TestRealm realm;

    @BeforeAll
    static void user(TestRealm own) {
        realm = own;
        DocumentedClients.createIn(realm);
        DocumentedUser.createIn(realm);
    }

    @Test
    void theAccessTokenCarriesWhatOpenIddictsCarried() {
        JsonNode claims = claims(signIn(DocumentedUser.NAME, DocumentedUser.ALL_SCOPES), "access_token");

        Wire.json(CAPTURED).properties().forEach(claim -> assertThat(claims.path(claim.getKey()))
                .as(claim.getKey())
                .isEqualTo(claim.getValue()));
        Set<String> names = names(Wire.json(CAPTURED));
        names.addAll(List.of("iss", "iat", "exp", "jti", "azp", "typ", "sid"));
        assertThat(names(claims)).isEqualTo(names);
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    }

    @Test
    void theIdentityTokenHasTheNameWithProfileAndTheRolesWithRoles() {
        JsonNode all = claims(signIn(DocumentedUser.NAME, DocumentedUser.ALL_SCOPES), "id_token");

        assertThat(names(all))
                .containsExactly(
                        "at_hash", "aud", "azp", "exp", "iat", "iss", "jti", "name", "role", "sid", "sub", "typ");
        assertThat(all.path("sub").asText()).isEqualTo("12345");
        assertThat(all.path("name").asText()).isEqualTo("user@example.com");
        assertThat(all.path("role").asText()).isEqualTo("Admin");
        assertThat(all.path("exp").asLong() - all.path("iat").asLong()).isEqualTo(1200);

        JsonNode bare = claims(signIn(DocumentedUser.NAME, "openid"), "id_token");

        assertThat(names(bare))
                .containsExactly("at_hash", "aud", "azp", "exp", "iat", "iss", "jti", "sid", "sub", "typ");
    }

    @Test
    void userinfoAnswersAsAuthScapesDoes() {
        assertThat(userinfo(signIn(DocumentedUser.NAME, DocumentedUser.ALL_SCOPES)))
                .isEqualTo(Wire.json("""
                        {"sub":"12345","email":"user@example.com","email_verified":true,"given_name":"John",
                         "family_name":"Doe","role":["Admin"]}"""));
        assertThat(userinfo(signIn(DocumentedUser.NAME, "openid"))).isEqualTo(Wire.json("{\"sub\":\"12345\"}"));
    }

    private static JsonNode userinfo(JsonNode tokens) {
        HttpResponse<String> answer = Wire.http1()
                .send(HttpRequest.newBuilder(realm.uri("protocol/openid-connect/userinfo"))
                        .header(
                                "Authorization",
                                "Bearer " + tokens.path("access_token").asText())
                        .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.json(answer);
    }

    private static JsonNode signIn(String user, String scope) {
        HttpResponse<String> answer = DocumentedUser.signIn(realm, user, scope);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.json(answer);
    }

    private static Set<String> names(JsonNode claims) {
        Set<String> names = new TreeSet<>();
        claims.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode claims(JsonNode tokens, String member) {
        try {
            return Wire.json(
                    SignedJWT.parse(tokens.path(member).asText()).getPayload().toString());
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }
}
