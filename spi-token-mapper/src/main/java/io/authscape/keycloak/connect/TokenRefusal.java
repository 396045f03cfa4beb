package io.authscape.keycloak.connect;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Errors;
import org.keycloak.events.Event;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/** Which of OpenIddict's refusals a refusal of Keycloak's is: told by the model and the event, never by its words. */
final class TokenRefusal {

    private TokenRefusal() {}

    /** Empty: OpenIddict has no word for it, so Keycloak's own answer stands. */
    static Optional<WireError> row(Response keycloaks, Event event, RealmModel realm, TokenRequest request) {
        if (isUnsupportedGrant(keycloaks)) {
            return Optional.of(WireError.GRANT_TYPE_UNSUPPORTED);
        }
        if (event.getError() == null) {
            return Optional.empty();
        }
        return switch (event.getError()) {
            case Errors.CLIENT_NOT_FOUND -> Optional.of(WireError.CLIENT_UNKNOWN);
            case Errors.INVALID_CLIENT_CREDENTIALS ->
                realm.getClientByClientId(request.clientId()) == null
                        ? Optional.of(WireError.CLIENT_UNKNOWN)
                        : Optional.of(WireError.CREDENTIALS_INVALID);
            default -> Optional.empty();
        };
    }

    /** Keycloak raises no event for a grant that it hasn't got. */
    private static boolean isUnsupportedGrant(Response keycloaks) {
        return keycloaks.getEntity() instanceof OAuth2ErrorRepresentation error
                && OAuthErrorException.UNSUPPORTED_GRANT_TYPE.equals(error.getError());
    }
}
