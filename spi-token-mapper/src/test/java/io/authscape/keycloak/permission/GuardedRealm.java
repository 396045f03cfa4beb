package io.authscape.keycloak.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.events.EventType;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.EventRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** A realm whose clients may do all that Keycloak has: what is refused there, their permissions refuse. */
public final class GuardedRealm {

    public static final String SECRET = "s3cret";
    public static final String REDIRECT_URI = "http://localhost:3000/signin-oidc";
    public static final String USER = "alice";
    public static final String PASSWORD = "correct horse battery";

    private static final String[] SCOPES = {"api1", "api2", "offline_access"};

    private final TestRealm realm;

    public GuardedRealm(TestRealm realm) {
        this.realm = realm;
        realm.create(DocumentedClients.scope("api1", "resource_server_1"));
        realm.create(DocumentedClients.scope("api2"));
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.setEventsEnabled(true);
        representation.setEnabledEventTypes(
                Stream.of(EventType.values()).map(EventType::name).toList()); // some aren't kept by default
        realm.admin().update(representation);
        createUser();
    }

    private void createUser() {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        password.setTemporary(false);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(USER);
        user.setEmail("alice@example.com");
        user.setEmailVerified(true);
        user.setFirstName("Alice");
        user.setLastName("Liddell");
        user.setEnabled(true);
        user.setCredentials(List.of(password));
        try (Response created = realm.admin().users().create(user)) {
            assertThat(created.getStatus()).isEqualTo(201);
        }
    }

    /** A client for which every switch of Keycloak's is on. */
    public String client(String clientId, String... permissions) {
        realm.create(representation(clientId, list(permissions)));
        return clientId;
    }

    /** The same with any text for a list; {@code null}: none. */
    String clientWithList(String clientId, String list) {
        realm.create(representation(clientId, list));
        return clientId;
    }

    private static ClientRepresentation representation(String clientId, String list) {
        ClientRepresentation client = DocumentedClients.service(clientId, SECRET, SCOPES);
        client.setStandardFlowEnabled(true);
        client.setImplicitFlowEnabled(true);
        client.setDirectAccessGrantsEnabled(true);
        client.setRedirectUris(List.of(REDIRECT_URI));
        Map<String, String> attributes = client.getAttributes();
        attributes.put("oauth2.device.authorization.grant.enabled", "true");
        attributes.put("standard.token.exchange.enabled", "true");
        attributes.put("oidc.ciba.grant.enabled", "true");
        attributes.put(AttributeNames.PERMISSIONS, list);
        return client;
    }

    /** Takes permissions away from a client, or gives it some. */
    void permit(String clientId, String... permissions) {
        ClientRepresentation client = realm.client(clientId).toRepresentation();
        client.getAttributes().put(AttributeNames.PERMISSIONS, list(permissions));
        realm.client(clientId).update(client);
    }

    private static String list(String... permissions) {
        return "{\"v\":1,\"permissions\":[\"" + String.join("\",\"", permissions) + "\"]}";
    }

    public void realmAttribute(String name, String value) {
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.getAttributes().put(name, value);
        realm.admin().update(representation);
    }

    public TestRealm realm() {
        return realm;
    }

    public HttpResponse<String> post(String path, String clientId, String form) {
        return Wire.http1().post(realm.uri(path), "client_id=" + clientId + "&client_secret=" + SECRET + "&" + form);
    }

    /** The details of the client's last event. */
    Map<String, String> lastEventDetails(String clientId) {
        return lastEvent(clientId).getDetails();
    }

    public EventRepresentation lastEvent(String clientId) {
        List<EventRepresentation> events = realm.admin().getEvents(null, clientId, null, null, null, null, 0, 1);
        assertThat(events).as("events of " + clientId).isNotEmpty();
        return events.get(0);
    }
}
