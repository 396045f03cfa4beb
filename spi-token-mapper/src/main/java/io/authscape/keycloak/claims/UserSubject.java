package io.authscape.keycloak.claims;

import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;

/**
 * The {@code sub} of a user's tokens: AuthScape's number of him, else Keycloak's id. Keycloak itself doesn't look at it
 * where a token has a {@code sid}: userinfo, introspection, refresh and logout find the user by his session.
 */
final class UserSubject {

    private static final String SHARED = "The user's number is not his alone.";
    private static final String TAKEN = "The user's number is the identifier of another user.";
    private static final String NUMBER_LIKE = "The user has no number, and an identifier that looks like one.";

    private UserSubject() {}

    /** Unchecked: for an answer about a token that {@link #required} has let pass. */
    static String of(UserModel user, UserNumber numbers) {
        // No method reference: it would name the interface that declares getId, and Keycloak 26.4 has another.
        return numbers.of(user).orElseGet(() -> user.getId());
    }

    /**
     * @throws org.keycloak.services.ErrorResponseException 400 {@code invalid_grant}, with an event: to somebody, this
     *     {@code sub} would be another user
     */
    static String required(
            UserSessionModel userSession, ClientModel client, UserNumber numbers, KeycloakSession session) {
        UserModel user = userSession.getUser();
        Optional<String> number = numbers.of(user);
        if (number.isEmpty()) {
            if (UserNumber.isNumber(user.getId())) {
                throw TokenRefused.forUser(session, client, user, NUMBER_LIKE);
            }
            return user.getId();
        }
        if (numbers.isShared(session, client.getRealm(), number.get())) {
            throw TokenRefused.forUser(session, client, user, SHARED);
        }
        if (isWithoutSid(userSession) && session.users().getUserById(client.getRealm(), number.get()) != null) {
            throw TokenRefused.forUser(session, client, user, TAKEN);
        }
        return number.get();
    }

    private static boolean isWithoutSid(UserSessionModel userSession) {
        return userSession.getPersistenceState() == SessionPersistenceState.TRANSIENT;
    }
}
