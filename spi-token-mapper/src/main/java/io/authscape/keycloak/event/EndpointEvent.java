package io.authscape.keycloak.event;

import java.util.Optional;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;

/**
 * The event that the endpoint at work will send. Client policies aren't given it, so who makes the endpoint keeps it
 * here, and an executor finds it to say more before it refuses.
 */
public final class EndpointEvent {

    private static final String ATTRIBUTE = "authscape.endpoint-event";

    private EndpointEvent() {}

    /** To be called before an endpoint gets the event. */
    public static void keep(KeycloakSession session, EventBuilder event) {
        session.setAttribute(ATTRIBUTE, event);
    }

    /** Adds a detail to the event; to be called before it is sent. */
    public static void tell(KeycloakSession session, String detail, String value) {
        Optional.ofNullable(session.getAttribute(ATTRIBUTE, EventBuilder.class))
                .ifPresent(event -> event.detail(detail, value));
    }
}
