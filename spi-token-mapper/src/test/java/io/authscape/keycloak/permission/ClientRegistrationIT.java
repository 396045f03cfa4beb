package io.authscape.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.representations.idm.ClientInitialAccessCreatePresentation;
import org.keycloak.representations.idm.ClientRepresentation;

/** A client that registers itself must not write its own permissions. */
@ExtendWith(KeycloakExtension.class)
class ClientRegistrationIT {

    private static final String ALL = "{\"v\":1,\"permissions\":[\"ept:token\",\"gt:client_credentials\"]}";

    private static TestRealm realm;
    private static String initialAccess;

    @BeforeAll
    static void initialAccess(TestRealm own) {
        realm = own;
        initialAccess = realm.admin()
                .clientInitialAccess()
                .create(new ClientInitialAccessCreatePresentation(3600, 100))
                .getToken();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                AttributeNames.PERMISSIONS,
                AttributeNames.SECRETS,
                AttributeNames.MANAGED_BY,
                "authscape.yet-unknown",
                "AuthScape.Permissions"
            })
    void noneRegistersWithAnAttributeOfOurs(String attribute) {
        ObjectNode client = client("with-attribute");
        client.putObject("attributes").put(attribute, ALL);

        HttpResponse<String> response = send("POST", "default", initialAccess, client);

        assertRefused(response, attribute);
        assertThat(realm.admin().clients().findByClientId("with-attribute")).isEmpty();
    }

    @Test
    void noneGivesItselfPermissionsLater() {
        ObjectNode registered = registered("later");

        registered.withObject("/attributes").put(AttributeNames.PERMISSIONS, ALL);
        HttpResponse<String> response = update(registered);

        assertRefused(response, AttributeNames.PERMISSIONS);
        assertThat(realm.client("later").toRepresentation().getAttributes())
                .doesNotContainKey(AttributeNames.PERMISSIONS);
    }

    @Test
    void noneChangesOrEmptiesWhatAnAdminHasSet() {
        ObjectNode registered = registered("managed");
        String list = "{\"v\":1,\"permissions\":[]}";
        ClientRepresentation managed = realm.client("managed").toRepresentation();
        managed.getAttributes().put(AttributeNames.PERMISSIONS, list);
        realm.client("managed").update(managed);

        ObjectNode attributes = registered.withObject("/attributes");
        attributes.put(AttributeNames.PERMISSIONS, ALL);
        assertRefused(update(registered), AttributeNames.PERMISSIONS);
        attributes.put(AttributeNames.PERMISSIONS, "");
        assertRefused(update(registered), AttributeNames.PERMISSIONS);

        assertThat(realm.client("managed").toRepresentation().getAttributes())
                .containsEntry(AttributeNames.PERMISSIONS, list);
    }

    @Test
    void whatIsUnchangedOrNotOursIsKeycloaksAffair() {
        ObjectNode registered = registered("renamed");
        ClientRepresentation managed = realm.client("renamed").toRepresentation();
        managed.getAttributes().put(AttributeNames.PERMISSIONS, ALL);
        realm.client("renamed").update(managed);

        registered.put("name", "A new name");
        ObjectNode attributes = registered.withObject("/attributes");
        attributes.put(AttributeNames.PERMISSIONS, ALL);
        attributes.put("theirs", "x");
        HttpResponse<String> response = update(registered);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        ClientRepresentation updated = realm.client("renamed").toRepresentation();
        assertThat(updated.getName()).isEqualTo("A new name");
        assertThat(updated.getAttributes()).containsEntry("theirs", "x");
        assertThat(updated.getAttributes()).containsEntry(AttributeNames.PERMISSIONS, ALL);
    }

    /** Its documents have no place for attributes; what an admin has set outlives an update. */
    @Test
    void openidConnectRegistrationKeepsWorking() {
        ObjectNode document = (ObjectNode) Wire.json("{\"client_name\":\"dynamic\",\"redirect_uris\":"
                + "[\"http://localhost:3000/callback\"],\"authscape.permissions\":\"x\"}");
        HttpResponse<String> unknownMember = send("POST", "openid-connect", initialAccess, document);
        document.remove("authscape.permissions");
        HttpResponse<String> created = send("POST", "openid-connect", initialAccess, document);

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        String clientId = Wire.json(created).path("client_id").asText();
        ClientRepresentation managed = realm.client(clientId).toRepresentation();
        managed.getAttributes().put(AttributeNames.PERMISSIONS, ALL);
        realm.client(clientId).update(managed);
        ObjectNode registered = (ObjectNode) Wire.json(created);
        String token = registered.remove("registration_access_token").asText();
        registered.remove("registration_client_uri");
        registered.put("client_name", "renamed");
        HttpResponse<String> updated = send("PUT", "openid-connect/" + clientId, token, registered);

        assertThat(updated.statusCode()).as(updated.body()).isEqualTo(200);
        assertThat(realm.client(clientId).toRepresentation().getAttributes())
                .containsEntry(AttributeNames.PERMISSIONS, ALL);
        assertThat(realm.admin().clients().findAll().stream()
                        .filter(client -> "x".equals(client.getAttributes().get(AttributeNames.PERMISSIONS))))
                .as("after " + unknownMember.statusCode())
                .isEmpty();
    }

    private static ObjectNode registered(String clientId) {
        HttpResponse<String> created = send("POST", "default", initialAccess, client(clientId));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return (ObjectNode) Wire.json(created);
    }

    private static HttpResponse<String> update(ObjectNode registered) {
        String token = registered.path("registrationAccessToken").asText();
        ObjectNode sent = registered.deepCopy();
        sent.remove("registrationAccessToken");
        HttpResponse<String> response =
                send("PUT", "default/" + registered.path("clientId").asText(), token, sent);
        if (response.statusCode() == 200) {
            registered.put(
                    "registrationAccessToken",
                    Wire.json(response).path("registrationAccessToken").asText());
        }
        return response;
    }

    private static ObjectNode client(String clientId) {
        return ((ObjectNode) Wire.json("{}")).put("clientId", clientId);
    }

    private static HttpResponse<String> send(String method, String path, String token, ObjectNode body) {
        return Wire.http1()
                .send(HttpRequest.newBuilder(realm.uri("clients-registrations/" + path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private static void assertRefused(HttpResponse<String> response, String attribute) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(403);
        assertThat(Wire.json(response).path("error_description").asText())
                .isEqualTo("Client registration can't set the attribute '" + attribute + "'.");
    }
}
