package io.authscape.keycloak.connect;

import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;

/** AuthScape's endpoints of one realm: {@code /realms/{realm}/connect/…}. */
public final class ConnectResource {

    private final KeycloakSession session;

    ConnectResource(KeycloakSession session) {
        this.session = session;
    }

    @Path("token")
    public TokenResource token() {
        return new TokenResource(session);
    }
}
