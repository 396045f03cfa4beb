package io.authscape.keycloak.testkit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ClientScopeRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** A realm on a {@link KeycloakServer}, made from {@code realm-config/authscape-realm.json}. */
public final class TestRealm {

    private static final ObjectMapper JSON =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

    private final KeycloakServer server;
    private final String name;

    TestRealm(KeycloakServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Creates a realm like the root one, under another name. */
    public static TestRealm create(KeycloakServer server, String name) {
        RealmRepresentation realm = read();
        realm.setRealm(name);
        server.admin().realms().create(realm);
        return new TestRealm(server, name);
    }

    private static RealmRepresentation read() {
        try {
            return JSON.readValue(ProjectFiles.realmJson().toFile(), RealmRepresentation.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    public KeycloakServer server() {
        return server;
    }

    /** The Admin REST API of this realm. */
    public RealmResource admin() {
        return server.admin().realm(name);
    }

    /** {@code …/realms/{name}/}{@code path}. */
    public URI uri(String path) {
        return server.baseUri().resolve("realms/" + name + "/" + path);
    }

    /** Creates a client. */
    public ClientResource create(ClientRepresentation client) {
        try (Response response = admin().clients().create(client)) {
            return admin().clients().get(CreatedResponseUtil.getCreatedId(response));
        }
    }

    /** Creates a client scope. */
    public void create(ClientScopeRepresentation scope) {
        try (Response response = admin().clientScopes().create(scope)) {
            CreatedResponseUtil.getCreatedId(response);
        }
    }

    /** The client with this id, as it stands. */
    public ClientResource client(String clientId) {
        return admin().clients()
                .get(admin().clients().findByClientId(clientId).get(0).getId());
    }

    void remove() {
        admin().remove();
    }
}
