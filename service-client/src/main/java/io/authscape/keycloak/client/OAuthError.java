package io.authscape.keycloak.client;

import java.util.Locale;

/** The error codes of a token endpoint (RFC 6749, section 5.2). */
public enum OAuthError {
    /** Among others: OpenIddict's and our answer to a scope that the client has no permission for. */
    INVALID_REQUEST,
    /** By our endpoint and by OpenIddict: unknown client, wrong or expired secret, or an assertion by an unknown key. */
    INVALID_CLIENT,
    INVALID_GRANT,
    /**
     * The client lacks a permission for the token endpoint or the grant. Keycloak's own endpoint, to which a realm's discovery
     * document leads, also says it, with status 401, of a wrong secret.
     */
    UNAUTHORIZED_CLIENT,
    UNSUPPORTED_GRANT_TYPE,
    /** A scope that the server doesn't know. */
    INVALID_SCOPE,
    /** Any other: {@link TokenRefusedException#code()} has its text. */
    OTHER;

    static OAuthError of(String code) {
        for (OAuthError error : values()) {
            if (error.name().toLowerCase(Locale.ROOT).equals(code)) {
                return error;
            }
        }
        return OTHER;
    }
}
