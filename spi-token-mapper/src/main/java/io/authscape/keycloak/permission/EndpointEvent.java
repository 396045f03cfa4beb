package io.authscape.keycloak.permission;

import java.util.Optional;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;

/**
 * The event that the endpoint at work will send. Client policies aren't given it, so who makes the endpoint keeps it
 * here, and the executor finds it to add {@link MissingPermission#EVENT_DETAIL} before it refuses.
 */
public final class EndpointEvent {

    private static final String ATTRIBUTE = "authscape.endpoint-event";

    private EndpointEvent() {}

    /** To be called before an endpoint gets the event. */
    public static void keep(KeycloakSession session, EventBuilder event) {
        session.setAttribute(ATTRIBUTE, event);
    }

    /** Adds to the event what was missing; to be called before the event is sent. */
    public static void tell(KeycloakSession session, MissingPermission missing) {
        Optional.ofNullable(session.getAttribute(ATTRIBUTE, EventBuilder.class))
                .ifPresent(event -> event.detail(MissingPermission.EVENT_DETAIL, missing.permission()));
    }
}
