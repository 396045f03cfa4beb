package io.authscape.keycloak.extended;

import io.authscape.keycloak.DocumentedClients;
import io.authscape.keycloak.DocumentedUser;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.List;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/** A server at {@code http://localhost:PORT}, and behind its root AuthScape's documented clients, user and scope. */
final class ExtendedRealm {

    private ExtendedRealm() {}

    static KeycloakServer start(String name) {
        KeycloakServer server =
                KeycloakServer.builder().name(name).fixedHostname().start();
        DocumentedClients.createIn(server.rootRealm());
        DocumentedUser.createIn(server.rootRealm());
        return server;
    }

    /** {@code authscape.wire.issuer}. */
    static void issuer(KeycloakServer server, String mode) {
        TestRealm realm = server.rootRealm();
        RealmRepresentation representation = realm.admin().toRepresentation();
        representation.getAttributes().put("authscape.wire.issuer", mode);
        realm.admin().update(representation);
    }

    /** Registers where the web client lives. */
    static void redirect(KeycloakServer server, String redirectUri, String postLogoutRedirectUri) {
        ClientResource client = server.rootRealm().client(DocumentedUser.CLIENT);
        ClientRepresentation representation = client.toRepresentation();
        representation.setRedirectUris(List.of(redirectUri));
        representation.getAttributes().put("post.logout.redirect.uris", postLogoutRedirectUri);
        client.update(representation);
    }

    static String realmIssuer(KeycloakServer server) {
        return server.url() + "/realms/authscape";
    }
}
