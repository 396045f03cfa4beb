package io.authscape.keycloak.connect;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;

final class ConnectResourceProvider implements RealmResourceProvider {

    private final KeycloakSession session;

    ConnectResourceProvider(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public Object getResource() {
        return new ConnectResource(session);
    }

    @Override
    public void close() {}
}
