package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A service that calls Keycloak's own APIs: {@code authscape.subject} = {@code keycloak}. */
@ExtendWith(KeycloakExtension.class)
class KeycloakSubjectIT {

    private static TestRealm realm;
    private static UserRepresentation serviceAccount;

    @BeforeAll
    static void client(TestRealm own) {
        realm = own;
        DocumentedClients.createIn(realm);
        ClientResource client = realm.create(keycloakSubject("user-admin"));
        serviceAccount = client.getServiceAccountUser();
        String management = realm.client("realm-management").toRepresentation().getId();
        List<RoleRepresentation> viewUsers = List.of(
                realm.client("realm-management").roles().get("view-users").toRepresentation());
        realm.admin()
                .users()
                .get(serviceAccount.getId())
                .roles()
                .clientLevel(management)
                .add(viewUsers);
        client.getScopeMappings().clientLevel(management).add(viewUsers);
    }

    @Test
    void theTokenIsAuthScapesWithKeycloaksSubjectAndRoles() {
        JsonNode claims = Jwt.claims(token("user-admin"));

        assertThat(claims.path("sub").asText()).isEqualTo(serviceAccount.getId());
        assertThat(claims.path("preferred_username").asText()).isEqualTo(serviceAccount.getUsername());
        assertThat(claims.path("resource_access")
                        .path("realm-management")
                        .path("roles")
                        .toString())
                .contains("\"view-users\"");
        assertThat(claims.path("oi_prst").asText()).isEqualTo("user-admin");
        assertThat(claims.path("aud").toString()).isEqualTo("[\"resource_server_1\",\"rust_server\"]");
        assertThat(Jwt.names(claims)).doesNotContain("username", "acr", "email_verified", "clientHost");
    }

    @Test
    void theAdminApiKnowsTheServiceAccount() {
        assertThat(users(token("user-admin"))).isEqualTo(200);
        realm.create(DocumentedClients.service("plain", "s3cret", "api1"));
        assertThat(users(token("plain"))).isEqualTo(401);
    }

    @Test
    void introspectionHasNoUsernameBesideAnIdThatIsNoNumber() {
        JsonNode answer = Wire.json(Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token/introspect"),
                        "client_id=resource_server_1&client_secret=" + DocumentedClients.RESOURCE_SERVER_SECRET
                                + "&token=" + token("user-admin")));

        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("sub").asText()).isEqualTo(serviceAccount.getId());
        assertThat(answer.path("preferred_username").asText()).isEqualTo(serviceAccount.getUsername());
        assertThat(answer.has("username")).isFalse();
    }

    @Test
    void withAUserToActAsItIsAContradiction() {
        ClientRepresentation client = keycloakSubject("both");
        client.getAttributes().put(AttributeNames.ACTS_AS, "12345");
        realm.create(client);

        assertThat(answer("both").statusCode()).isEqualTo(400);
        assertThat(Wire.json(answer("both")).path("error").asText()).isEqualTo("unauthorized_client");
    }

    private static ClientRepresentation keycloakSubject(String clientId) {
        ClientRepresentation client = DocumentedClients.service(clientId, "s3cret", "api1");
        client.getAttributes().put(AttributeNames.SUBJECT, AttributeNames.SUBJECT_KEYCLOAK);
        return client;
    }

    private static int users(String token) {
        URI users = realm.server().baseUri().resolve("admin/realms/" + realm.name() + "/users");
        return Wire.http1()
                .send(HttpRequest.newBuilder(users)
                        .header("Authorization", "Bearer " + token)
                        .build())
                .statusCode();
    }

    private static String token(String clientId) {
        return Wire.accessToken(answer(clientId));
    }

    private static HttpResponse<String> answer(String clientId) {
        return Wire.http1()
                .post(
                        realm.uri("protocol/openid-connect/token"),
                        "grant_type=client_credentials&client_secret=s3cret&scope=api1&client_id=" + clientId);
    }
}
