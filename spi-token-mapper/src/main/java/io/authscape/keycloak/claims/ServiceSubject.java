package io.authscape.keycloak.claims;

import io.authscape.keycloak.contract.AttributeNames;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.ErrorResponseException;

/**
 * Whom a service token is about: the client, as OpenIddict has it; a user, if {@value AttributeNames#ACTS_AS} names
 * one; or Keycloak's service account, if {@value AttributeNames#SUBJECT} says so.
 *
 * @param sub null: as Keycloak made it
 * @param userClaims those of the user as whom the service acts
 */
record ServiceSubject(String sub, Map<String, Object> userClaims) {

    private static final String TAKEN = "This client application has the client identifier of a user.";
    private static final String CONTRADICTION = "This client application can't act as a user with Keycloak's subject.";
    private static final String NOBODY =
            "The user as whom this client application acts doesn't exist, is disabled or isn't the only one.";

    private static final FreeSubjects FREE = new FreeSubjects();

    private static final ServiceSubject KEYCLOAKS = new ServiceSubject(null, Map.of());

    /**
     * Refuses a client whose {@code sub} would mean somebody else: Keycloak looks users up by it, so a client that is
     * named like a user's Keycloak id would be taken for that user; AuthScape's APIs take a number for a user's.
     *
     * @throws ErrorResponseException 400 {@code unauthorized_client}; the login error is raised as an event
     */
    static ServiceSubject required(ClientModel client, KeycloakSession session) {
        String clientId = client.getClientId();
        String actsAs = client.getAttribute(AttributeNames.ACTS_AS);
        if (isDigits(clientId) && !clientId.equals(actsAs)) {
            throw TokenRefused.forService(session, client, TAKEN);
        }
        if (AttributeNames.SUBJECT_KEYCLOAK.equals(client.getAttribute(AttributeNames.SUBJECT))) {
            if (actsAs != null) {
                throw TokenRefused.forService(session, client, CONTRADICTION);
            }
            return KEYCLOAKS;
        }
        String subject = actsAs == null ? clientId : actsAs;
        if (!FREE.isFree(client.getRealm().getId(), subject, id -> isUsers(session, client, id))) {
            throw TokenRefused.forService(session, client, TAKEN);
        }
        return actsAs == null ? new ServiceSubject(clientId, Map.of()) : user(client, actsAs, session);
    }

    private static boolean isUsers(KeycloakSession session, ClientModel client, String id) {
        return session.users().getUserById(client.getRealm(), id) != null;
    }

    private static ServiceSubject user(ClientModel client, String number, KeycloakSession session) {
        if (!UserNumber.isNumber(number)) {
            throw TokenRefused.forService(session, client, NOBODY);
        }
        UserModel user = UserNumber.of(client)
                .onlyHolder(session, client.getRealm(), number)
                .orElseThrow(() -> TokenRefused.forService(session, client, NOBODY));
        return new ServiceSubject(number, UserClaims.of(user, UserAttributes.of(client)));
    }

    /** {@code sub} and {@code preferred_username} stay Keycloak's, so that its own APIs know the service account. */
    boolean isKeycloaks() {
        return sub == null;
    }

    boolean isUser() {
        return !userClaims.isEmpty();
    }

    private static boolean isDigits(String text) {
        return text.chars().allMatch(Character::isDigit);
    }
}
