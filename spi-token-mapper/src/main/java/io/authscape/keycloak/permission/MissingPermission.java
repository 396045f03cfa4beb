package io.authscape.keycloak.permission;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.RealmModel;

/**
 * A refusal and what would have prevented it.
 *
 * @param permission OpenIddict's string for it: {@code scp:api1}, {@code ept:token}, {@code ft:pkce}
 */
public record MissingPermission(PermissionRefusal refusal, String permission) {

    /** The detail of Keycloak's error event that names {@link #permission}. */
    public static final String EVENT_DETAIL = "missing_permission";

    /**
     * Realm attribute: {@code invalid_request} (default, as OpenIddict) or {@code invalid_scope} (as RFC 6749 section
     * 5.2), the error of {@link PermissionRefusal#SCOPE}.
     */
    public static final String DISALLOWED_SCOPE = "authscape.wire.disallowed-scope";

    /** The refusal's {@code error} in this realm. */
    public String error(RealmModel realm) {
        boolean asRfc = refusal == PermissionRefusal.SCOPE
                && OAuthErrorException.INVALID_SCOPE.equals(realm.getAttribute(DISALLOWED_SCOPE));
        return asRfc ? OAuthErrorException.INVALID_SCOPE : refusal.error();
    }
}
