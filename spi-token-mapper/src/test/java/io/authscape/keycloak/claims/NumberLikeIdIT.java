package io.authscape.keycloak.claims;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.Browser;
import io.authscape.keycloak.testkit.CodeFlow;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** An import may give users ids of its own choice, even such as look like somebody's number. */
@ExtendWith(KeycloakExtension.class)
class NumberLikeIdIT {

    private static final String REALM = "number-like-id";
    private static final String ID = "4242";

    private static KeycloakServer server;

    @BeforeAll
    static void realm(KeycloakServer running) throws IOException {
        server = running;
        RealmRepresentation realm = new ObjectMapper()
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
                .readValue(ProjectFiles.realmJson().toFile(), RealmRepresentation.class);
        realm.setRealm(REALM);
        UserRepresentation imported = DocumentedUser.user("imported@example.com", null);
        imported.setId(ID);
        ClientRepresentation actor = DocumentedClients.service("actor", "s3cret");
        actor.getAttributes().put(AttributeNames.ACTS_AS, ID);
        realm.setUsers(List.of(imported, DocumentedUser.user("numbered@example.com", ID)));
        realm.setClients(List.of(DocumentedUser.client(DocumentedUser.CLIENT), actor));
        server.admin().realms().create(realm);
    }

    @AfterAll
    static void remove() {
        server.admin().realm(REALM).remove();
    }

    /** To an API his token would be that of the user with this number. */
    @Test
    void aUserWithSuchAnIdAndNoNumberGetsNoToken() {
        HttpResponse<String> answer = signIn("imported@example.com");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Wire.json(answer).path("error").asText()).isEqualTo("invalid_grant");
    }

    /** Keycloak finds him by his session, so the id doesn't matter. */
    @Test
    void theUserWithTheNumberSignsIn() {
        assertThat(signIn("numbered@example.com").statusCode()).isEqualTo(200);
    }

    /** A service has no session: Keycloak would take its token for the imported user's. */
    @Test
    void noServiceActsAsTheNumber() {
        HttpResponse<String> answer = Wire.http1()
                .post(endpoint("token"), "grant_type=client_credentials&client_id=actor&client_secret=s3cret");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Wire.json(answer).path("error").asText()).isEqualTo("unauthorized_client");
    }

    private static HttpResponse<String> signIn(String user) {
        CodeFlow.Login login = CodeFlow.login(
                new Browser(),
                endpoint("auth"),
                DocumentedUser.CLIENT,
                DocumentedUser.REDIRECT_URI,
                "openid",
                user,
                DocumentedUser.PASSWORD);
        return Wire.http1().post(endpoint("token"), login.tokenRequest() + DocumentedUser.CREDENTIALS);
    }

    private static URI endpoint(String name) {
        return server.baseUri().resolve("realms/" + REALM + "/protocol/openid-connect/" + name);
    }
}
