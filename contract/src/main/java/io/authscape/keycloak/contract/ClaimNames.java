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
