package io.authscape.keycloak.network;

import io.authscape.keycloak.event.EndpointEvent;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;

/** What a client is told that asks for a token from elsewhere. OpenIddict has no such refusal, so the words are ours. */
public final class NetworkRefusal {

    /** As for all else that a client which has proved who it is may not do (RFC 6749 section 5.2). */
    public static final String ERROR = OAuthErrorException.UNAUTHORIZED_CLIENT;

    public static final String DESCRIPTION =
            "This client application is not allowed to request tokens from this network.";

    /** Detail of Keycloak's error event: the client's networks, or {@code none}; the event itself has the address. */
    public static final String EVENT_DETAIL = "allowed_networks";

    /** An event is for people, and Keycloak logs it in one line. */
    private static final int LONGEST = 1_000;

    private static final String HAPPENED = "authscape.network-refused";

    private NetworkRefusal() {}

    /** To be called before the refusal, so that the endpoint's event tells. */
    static void tell(KeycloakSession session, AllowedNetworks allowed) {
        session.setAttribute(HAPPENED, true);
        String networks = allowed.toString();
        EndpointEvent.tell(
                session, EVENT_DETAIL, networks.length() > LONGEST ? networks.substring(0, LONGEST) + "…" : networks);
    }

    /** Whether it is what ended this request. */
    public static boolean happened(KeycloakSession session) {
        return session.getAttribute(HAPPENED) != null;
    }
}
