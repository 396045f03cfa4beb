package io.authscape.keycloak.permission;

import com.google.auto.service.AutoService;
import io.authscape.keycloak.event.EndpointEvent;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.LoginProtocolFactory;
import org.keycloak.protocol.oidc.OIDCLoginProtocolFactory;

/** Keycloak's own, except that it keeps the event of the endpoints that it makes: see {@link EndpointEvent}. */
@AutoService(LoginProtocolFactory.class)
public final class OidcEndpointsFactory extends OIDCLoginProtocolFactory {

    @Override
    public Object createProtocolEndpoint(KeycloakSession session, EventBuilder event) {
        EndpointEvent.keep(session, event);
        return super.createProtocolEndpoint(session, event);
    }

    /** Of two factories with one id, Keycloak takes the higher. */
    @Override
    public int order() {
        return super.order() + 1;
    }
}
