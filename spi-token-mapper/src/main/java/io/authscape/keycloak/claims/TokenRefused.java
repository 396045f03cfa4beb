package io.authscape.keycloak.claims;

import jakarta.ws.rs.core.Response;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorResponseException;

/** No token: 400 with an OAuth error, and an event that says why. */
final class TokenRefused {

    private TokenRefused() {}

    /** For a service: {@code unauthorized_client}. */
    static ErrorResponseException forService(KeycloakSession session, ClientModel client, String reason) {
        event(session, client, EventType.CLIENT_LOGIN, reason).error(Errors.NOT_ALLOWED);
        return answer(OAuthErrorException.UNAUTHORIZED_CLIENT, reason);
    }

    /** For a user: {@code invalid_grant}. */
    static ErrorResponseException forUser(KeycloakSession session, ClientModel client, UserModel user, String reason) {
        event(session, client, EventType.LOGIN, reason).user(user).error(Errors.NOT_ALLOWED);
        return answer(OAuthErrorException.INVALID_GRANT, reason);
    }

    private static EventBuilder event(KeycloakSession session, ClientModel client, EventType type, String reason) {
        return new EventBuilder(client.getRealm(), session, session.getContext().getConnection())
                .event(type)
                .client(client)
                .detail(Details.REASON, reason);
    }

    private static ErrorResponseException answer(String error, String reason) {
        return new ErrorResponseException(error, reason, Response.Status.BAD_REQUEST);
    }
}
