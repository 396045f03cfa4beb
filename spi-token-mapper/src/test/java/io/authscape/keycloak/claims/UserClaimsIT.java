package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.RealmRepresentation;

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
        RealmRepresentation settings = realm.admin().toRepresentation();
        settings.setEventsEnabled(true);
        realm.admin().update(settings);
        DocumentedClients.createIn(realm);
        DocumentedUser.createIn(realm);
    }

    @Test
    void theAccessTokenCarriesWhatOpenIddictsCarried() {
        JsonNode claims = claims(signIn(DocumentedUser.NAME, DocumentedUser.ALL_SCOPES), "access_token");

        Wire.json(CAPTURED).properties().forEach(claim -> assertThat(claims.path(claim.getKey()))
                .as(claim.getKey())
                .isEqualTo(claim.getValue()));
        Set<String> names = Jwt.names(Wire.json(CAPTURED));
        names.addAll(List.of("iss", "iat", "exp", "jti", "azp", "typ", "sid"));
        assertThat(Jwt.names(claims)).isEqualTo(names);
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    }

    @Test
    void theIdentityTokenHasTheNameWithProfileAndTheRolesWithRoles() {
        JsonNode all = claims(signIn(DocumentedUser.NAME, DocumentedUser.ALL_SCOPES), "id_token");

        assertThat(Jwt.names(all))
                .containsExactly(
                        "at_hash", "aud", "azp", "exp", "iat", "iss", "jti", "name", "role", "sid", "sub", "typ");
        assertThat(all.path("sub").asText()).isEqualTo("12345");
        assertThat(all.path("name").asText()).isEqualTo("user@example.com");
        assertThat(all.path("role").asText()).isEqualTo("Admin");
        assertThat(all.path("exp").asLong() - all.path("iat").asLong()).isEqualTo(1200);

        JsonNode bare = claims(signIn(DocumentedUser.NAME, "openid"), "id_token");

        assertThat(Jwt.names(bare))
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

    @Test
    void withoutANumberTheSubjectIsKeycloaksIdAndThereIsNoUsername() {
        String id = DocumentedUser.create(realm, DocumentedUser.user("numberless@example.com", null));

        JsonNode claims = claims(signIn("numberless@example.com", "openid api1"), "access_token");

        assertThat(claims.path("sub").asText()).isEqualTo(id);
        assertThat(claims.has("username")).isFalse();
        assertThat(claims.path("name").asText()).isEqualTo("numberless@example.com");
        assertThat(claims.path("usersRoles").asText()).isEqualTo("[]");
        assertThat(Jwt.names(claims))
                .doesNotContain("role", "userPermissions", "companyId", "companyName", "locationId");
    }

    @Test
    void aNumberThatTwoUsersHoldGivesNeitherAToken() {
        DocumentedUser.create(realm, DocumentedUser.user("first@example.com", "900"));
        assertThat(DocumentedUser.signIn(realm, "first@example.com", "openid").statusCode())
                .isEqualTo(200);
        String second = DocumentedUser.create(realm, DocumentedUser.user("second@example.com", "900"));

        for (String name : List.of("first@example.com", "second@example.com")) {
            HttpResponse<String> answer = DocumentedUser.signIn(realm, name, "openid");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(Wire.json(answer).path("error").asText()).isEqualTo("invalid_grant");
            assertThat(answer.body()).doesNotContain("access_token");
        }
        assertThat(realm.admin().getEvents(List.of("LOGIN_ERROR"), null, second, null, null, null, null, null))
                .hasSize(1);
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

    private static JsonNode claims(JsonNode tokens, String member) {
        return Jwt.claims(tokens.path(member).asText());
    }
}
