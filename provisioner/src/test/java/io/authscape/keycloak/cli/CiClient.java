package io.authscape.keycloak.cli;

import io.authscape.keycloak.testkit.KeycloakServer;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;

/** A client of the realm {@code master} that may manage another realm's clients, and nothing else: a CI job's account. */
final class CiClient implements AutoCloseable {

    private static final String ID = "ci";

    private static final String SECRET = "ci-hunter2hunter2";

    private final RealmResource master;
    private final String id;

    CiClient(KeycloakServer server, String realm, String... roles) {
        this(secret(), server, realm, roles);
    }

    /** A client that signs in in another way than by a secret. */
    static CiClient like(ClientRepresentation client, KeycloakServer server, String realm, String... roles) {
        return new CiClient(client, server, realm, roles);
    }

    private CiClient(ClientRepresentation client, KeycloakServer server, String realm, String... roles) {
        master = server.admin().realm("master");
        client.setClientId(ID);
        client.setServiceAccountsEnabled(true);
        try (Response response = master.clients().create(client)) {
            id = CreatedResponseUtil.getCreatedId(response);
        }
        String user = master.clients().get(id).getServiceAccountUser().getId();
        String manager =
                master.clients().findByClientId(realm + "-realm").get(0).getId();
        for (String role : roles) {
            RoleRepresentation found =
                    master.clients().get(manager).roles().get(role).toRepresentation();
            master.users().get(user).roles().clientLevel(manager).add(List.of(found));
        }
    }

    private static ClientRepresentation secret() {
        ClientRepresentation client = new ClientRepresentation();
        client.setSecret(SECRET);
        return client;
    }

    String clientId() {
        return ID;
    }

    /** How the command line signs in as this client. */
    Map<String, String> env() {
        return Map.of("AUTHSCAPE_USERNAME", "", "AUTHSCAPE_CLIENT_ID", ID, "AUTHSCAPE_CLIENT_SECRET", SECRET);
    }

    @Override
    public void close() {
        master.clients().get(id).remove();
    }
}
