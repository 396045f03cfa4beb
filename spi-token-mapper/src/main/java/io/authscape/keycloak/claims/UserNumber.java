package io.authscape.keycloak.claims;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * AuthScape's number of a user, a positive Int64, by which its APIs know him. Keycloak keeps it in an attribute; which
 * one is a setting of {@link UserClaimsMapper}.
 *
 * @param attribute where users have their number
 */
public record UserNumber(String attribute) {

    /** No leading zeros: two spellings of one number would be two users to Keycloak and one to an API. */
    private static final Pattern CANONICAL = Pattern.compile("[1-9][0-9]{0,18}");

    /** As the client's user tokens have it. */
    public static UserNumber of(ClientModel client) {
        return new UserNumber(UserAttributes.of(client).number());
    }

    /** Whether an API would take this text for a user's number. */
    public static boolean isNumber(String text) {
        if (text == null || !CANONICAL.matcher(text).matches()) {
            return false;
        }
        try {
            return Long.parseLong(text) > 0;
        } catch (NumberFormatException beyondInt64) {
            return false;
        }
    }

    /** Empty: he has none, or what he has isn't one. */
    Optional<String> of(UserModel user) {
        return Optional.ofNullable(user.getFirstAttribute(attribute)).filter(UserNumber::isNumber);
    }

    /** The one user with this number who may log in; empty too if two have it. */
    public Optional<UserModel> onlyHolder(KeycloakSession session, RealmModel realm, String number) {
        List<UserModel> holders = holders(session, realm, number);
        return holders.size() == 1 && holders.get(0).isEnabled() ? Optional.of(holders.get(0)) : Optional.empty();
    }

    boolean isShared(KeycloakSession session, RealmModel realm, String number) {
        return holders(session, realm, number).size() > 1;
    }

    private List<UserModel> holders(KeycloakSession session, RealmModel realm, String number) {
        return session.users()
                .searchForUserByUserAttributeStream(realm, attribute, number)
                .limit(2)
                .toList();
    }
}
