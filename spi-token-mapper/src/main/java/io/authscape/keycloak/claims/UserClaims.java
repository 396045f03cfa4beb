package io.authscape.keycloak.claims;

import io.authscape.keycloak.contract.ClaimNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/** A user's claims as AuthScape's {@code AuthorizationController} puts them into an access token: all of them text. */
final class UserClaims {

    private UserClaims() {}

    /** In AuthScape's order. What is null or blank is left out. */
    static Map<String, Object> of(UserModel user, UserAttributes attributes) {
        Map<String, Object> claims = new LinkedHashMap<>();
        put(claims, ClaimNames.NAME, user.getUsername());
        put(claims, ClaimNames.EMAIL_ADDRESS, user.getEmail());
        claims.put(ClaimNames.AMR, hasSecondFactor(user) ? "mfa" : "pwd");
        for (String claim : UserAttributes.COPIED) {
            put(claims, claim, user.getFirstAttribute(attributes.copied(claim)));
        }
        put(claims, ClaimNames.FIRST_NAME, user.getFirstName());
        put(claims, ClaimNames.LAST_NAME, user.getLastName());
        if (new UserNumber(attributes.number()).of(user).isPresent()) {
            // AuthScape's API fails on a username beside a sub that is no number.
            put(claims, ClaimNames.USERNAME, user.getUsername());
        }
        UserRoles roles = UserRoles.of(user);
        claims.put(ClaimNames.USERS_ROLES, roles.rolesAsText());
        roles.permissionsAsText().ifPresent(text -> claims.put(ClaimNames.USER_PERMISSIONS, text));
        putRole(claims, roles);
        return claims;
    }

    /** .NET writes one value of a claim as text, several as an array. */
    static void putRole(Map<String, Object> claims, UserRoles roles) {
        List<String> names = roles.names();
        if (!names.isEmpty()) {
            claims.put(ClaimNames.ROLE, names.size() == 1 ? names.get(0) : names);
        }
    }

    private static void put(Map<String, Object> claims, String name, String value) {
        if (value != null && !value.isBlank()) {
            claims.put(name, value);
        }
    }

    private static boolean hasSecondFactor(UserModel user) {
        return user.credentialManager().isConfiguredFor(OTPCredentialModel.TYPE)
                || user.credentialManager().isConfiguredFor(WebAuthnCredentialModel.TYPE_TWOFACTOR);
    }
}
