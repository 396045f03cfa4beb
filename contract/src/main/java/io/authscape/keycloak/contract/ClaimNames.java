package io.authscape.keycloak.contract;

import java.util.Locale;
import java.util.Set;

/** The claims of AuthScape's tokens, and those that a seed must not set. */
public final class ClaimNames {

    public static final String CLIENT_ID = "client_id";

    /** OpenIddict's "presenter": who the token was given to. Marks the service tokens that we shape. */
    public static final String PRESENTER = "oi_prst";

    /** The user's name. AuthScape's API fails on it beside a {@code sub} that is no number. */
    public static final String USERNAME = "username";

    public static final String NAME = "name";
    public static final String FIRST_NAME = "firstName";
    public static final String LAST_NAME = "lastName";

    /** The user's e-mail address, under the name that .NET gives it: AuthScape doesn't set the short one. */
    public static final String EMAIL_ADDRESS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress";

    public static final String COMPANY_ID = "companyId";
    public static final String COMPANY_NAME = "companyName";
    public static final String LOCATION_ID = "locationId";
    public static final String LOCATION_NAME = "locationName";

    /** {@code mfa} if the user has a second factor, however he logged in, else {@code pwd}. */
    public static final String AMR = "amr";

    /** The user's roles by name: text if there is one, an array if there are several. */
    public static final String ROLE = "role";

    /** The user's roles, as the text of a JSON array: {@code [{"Id":1,"Name":"Admin"}]}. */
    public static final String USERS_ROLES = "usersRoles";

    /** The user's permissions, as the text of a JSON array: {@code [{"Id":"<guid>","Name":"CanEdit"}]}. */
    public static final String USER_PERMISSIONS = "userPermissions";

    private static final String OPENIDDICT_PREFIX = "oi_";

    private static final Set<String> PROTOCOL = Set.of(
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "typ",
            "azp",
            CLIENT_ID,
            "scope",
            "sid",
            "session_state",
            "acr",
            "auth_time",
            "nonce",
            "cnf",
            "act",
            "may_act",
            "preferred_username",
            "realm_access",
            "resource_access",
            "token_usage");

    private ClaimNames() {}

    /**
     * Whether a claim belongs to the protocol, so that no seed may set it. Compared without regard to case: some
     * readers of tokens don't regard it either.
     */
    public static boolean isProtocolClaim(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return PROTOCOL.contains(lower) || lower.startsWith(OPENIDDICT_PREFIX);
    }
}
