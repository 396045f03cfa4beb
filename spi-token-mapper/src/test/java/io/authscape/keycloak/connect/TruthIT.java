package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** What an admin changes counts with the next request, and a restart changes nothing. */
@ExtendWith(KeycloakExtension.class)
class TruthIT {

    private final KeycloakServer server;

    private TestRealm realm;

    TruthIT(KeycloakServer server) {
        this.server = server;
    }

    @BeforeEach
    void documentedClients() {
        realm = TestRealm.create(server, "truth");
        DocumentedClients.createIn(realm);
        assertThat(token().statusCode()).isEqualTo(200);
    }

    @AfterEach
    void remove() {
        server.admin().realm(realm.name()).remove();
    }

    @Test
    void aDisabledClientIsUnknown() {
        String before = Wire.accessToken(token());
        enable(false);
        assertThat(token().statusCode()).isEqualTo(401);
        assertThat(token().body()).contains("invalid_client", "ID2052");
        assertThat(introspect(before).body()).isEqualTo("{\"active\":false}");

        enable(true);
        assertThat(token().statusCode()).isEqualTo(200);
    }

    @Test
    void aDeletedScopeIsUnknownAndANewOneKnown() {
        assertThat(realm.admin().clientScopes().findAll().stream()
                        .filter(scope -> scope.getName().equals("api1"))
                        .map(ClientScopeRepresentation::getId))
                .hasSize(1)
                .allSatisfy(id -> realm.admin().clientScopes().get(id).remove());
        assertThat(token().statusCode()).isEqualTo(400);
        assertThat(token().body()).contains("invalid_scope", "ID2052");

        realm.create(DocumentedClients.scope("api1", "another_server"));
        assertThat(token().body()).contains("ID2051"); // known again, and not this client's
    }

    @Test
    void aDisabledRealmSaysSo() {
        RealmRepresentation disabled = realm.admin().toRepresentation();
        disabled.setEnabled(false);
        realm.admin().update(disabled);

        assertThat(token().statusCode()).isEqualTo(400);
        assertThat(token().body()).contains("access_denied", "Realm not enabled");
        assertThat(introspect("x").body()).contains("access_denied");
    }

    @Test
    void claimsThatCannotBeReadAreNotLeftOut() {
        ClientRepresentation client = realm.client("background-service").toRepresentation();
        client.getAttributes().put("authscape.claims", "{\"v\":1,\"claims\":[]}");
        realm.client("background-service").update(client);

        assertThat(token().statusCode()).isEqualTo(400);
        assertThat(token().body()).contains("unauthorized_client", "authscape.claims");
    }

    @Test
    void aPermissionTakenAwayIsGone() {
        ClientRepresentation client = realm.client("background-service").toRepresentation();
        client.getAttributes().put("authscape.permissions", "{\"v\":1,\"permissions\":[\"ept:token\",\"scp:api1\"]}");
        realm.client("background-service").update(client);

        assertThat(token().body()).contains("unauthorized_client", "ID2064");
    }

    @Test
    void aRenamedRealmAnswersUnderItsNewName() {
        RealmRepresentation renamed = realm.admin().toRepresentation();
        renamed.setRealm("renamed");
        realm.admin().update(renamed);
        assertThat(token().statusCode()).isEqualTo(404);

        realm = server.realm("renamed");
        assertThat(Jwt.claims(Wire.accessToken(token())).path("iss").asText()).endsWith("/realms/renamed");
    }

    @Test
    void aRestartChangesNothing() {
        String before = Wire.accessToken(token());
        String rootBefore = atTheRoot();

        server.restart();

        assertThat(token().statusCode()).isEqualTo(200);
        assertThat(Wire.json(introspect(before)).path("active").asBoolean()).isTrue();
        assertThat(atTheRoot()).isEqualTo(rootBefore);
    }

    /** The door leads to its realm, whatever others have left there. */
    private String atTheRoot() {
        HttpResponse<String> answer =
                Wire.http1().post(server.baseUri().resolve("connect/token"), Wire.DOCUMENTED_BODY);
        assertThat(answer.statusCode()).isNotEqualTo(404);
        return answer.statusCode() + Wire.json(answer).path("error_uri").asText();
    }

    private void enable(boolean enabled) {
        ClientRepresentation client = realm.client("background-service").toRepresentation();
        client.setEnabled(enabled);
        realm.client("background-service").update(client);
    }

    private HttpResponse<String> token() {
        return Wire.http1().post(realm.uri("connect/token"), Wire.DOCUMENTED_BODY);
    }

    private HttpResponse<String> introspect(String token) {
        return Wire.http1()
                .post(
                        realm.uri("connect/introspect"),
                        "client_id=resource_server_1&client_secret=" + DocumentedClients.RESOURCE_SERVER_SECRET
                                + "&token=" + token);
    }
}
