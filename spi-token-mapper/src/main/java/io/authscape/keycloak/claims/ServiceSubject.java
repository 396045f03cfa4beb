package io.authscape.keycloak.claims;

import jakarta.ws.rs.core.Response;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponseException;

/** The {@code sub} of a service token: the client id, as OpenIddict has it. */
final class ServiceSubject {

    private static final String TAKEN = "This client application has the client identifier of a user.";

    private final ClientModel client;

    private ServiceSubject(ClientModel client) {
        this.client = client;
    }

    static ServiceSubject of(ClientModel client) {
        return new ServiceSubject(client);
    }

    /**
     * Refuses a client whose id means a user to somebody: Keycloak looks users up by {@code sub}, so a client that is
     * named like a user's Keycloak id would be taken for that user; AuthScape's APIs take a number for a user's.
     *
     * @throws ErrorResponseException 400 {@code unauthorized_client}; the login error is raised as an event
     */
    void requireNobodyElse(KeycloakSession session) {
        String subject = client.getClientId();
        if (isNumber(subject) || session.users().getUserById(client.getRealm(), subject) != null) {
            new EventBuilder(client.getRealm(), session, session.getContext().getConnection())
                    .event(EventType.CLIENT_LOGIN)
                    .client(client)
                    .detail(Details.REASON, TAKEN)
                    .error(Errors.NOT_ALLOWED);
            throw new ErrorResponseException(
                    OAuthErrorException.UNAUTHORIZED_CLIENT, TAKEN, Response.Status.BAD_REQUEST);
        }
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(Character::isDigit);
    }
}
