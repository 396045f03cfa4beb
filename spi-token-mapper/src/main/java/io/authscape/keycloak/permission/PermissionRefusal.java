package io.authscape.keycloak.permission;

import java.util.Optional;
import org.keycloak.OAuthErrorException;

/** OpenIddict's answers to a client that lacks a permission, word for word, for every door alike. */
public enum PermissionRefusal {
    TOKEN_ENDPOINT(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "This client application is not allowed to use the token endpoint.",
            "ID2063"),
    GRANT_TYPE(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "This client application is not allowed to use the specified grant type.",
            "ID2064"),
    OFFLINE_ACCESS(
            OAuthErrorException.INVALID_REQUEST,
            "The client application is not allowed to use the 'offline_access' scope.",
            "ID2065"),
    /** Its code is a realm's choice, see {@link MissingPermission#error}. */
    SCOPE(
            OAuthErrorException.INVALID_REQUEST,
            "This client application is not allowed to use the specified scope.",
            "ID2051"),

    AUTHORIZATION_ENDPOINT(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "This client application is not allowed to use the authorization endpoint.",
            "ID2046"),
    CODE_FLOW(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "The client application is not allowed to use the authorization code flow.",
            "ID2047"),
    IMPLICIT_FLOW(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "The client application is not allowed to use the implicit flow.",
            "ID2048"),
    HYBRID_FLOW(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "The client application is not allowed to use the hybrid flow.",
            "ID2049"),
    RESPONSE_TYPE(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "The specified 'response_type' is not valid for this client application.",
            "ID2043"),
    CODE_CHALLENGE_MISSING(
            OAuthErrorException.INVALID_REQUEST, "The mandatory 'code_challenge' parameter is missing.", "ID2029"),
    CODE_CHALLENGE_METHOD_MISSING(
            OAuthErrorException.INVALID_REQUEST,
            "The mandatory 'code_challenge_method' parameter is missing.",
            "ID2029"),
    /** AuthScape's own words, so OpenIddict documents no ID for them. */
    CODE_CHALLENGE_METHOD_PLAIN(
            OAuthErrorException.INVALID_REQUEST,
            "The 'plain' code_challenge_method is not supported. Use 'S256'.",
            null),
    CODE_CHALLENGE_METHOD_UNKNOWN(
            OAuthErrorException.INVALID_REQUEST, "The specified 'code_challenge_method' is not supported.", "ID2032"),

    /** Worded like its siblings: no text of OpenIddict's is known to us. */
    PUSHED_AUTHORIZATION_ENDPOINT(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "This client application is not allowed to use the pushed authorization endpoint.",
            null),
    DEVICE_AUTHORIZATION_ENDPOINT(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "This client application is not allowed to use the device authorization endpoint.",
            "ID2056"),
    DEVICE_FLOW(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "The client application is not allowed to use the device authorization flow.",
            "ID2027"),
    INTROSPECTION_ENDPOINT(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "This client application is not allowed to use the introspection endpoint.",
            "ID2075"),
    REVOCATION_ENDPOINT(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "This client application is not allowed to use the revocation endpoint.",
            "ID2078"),
    END_SESSION_ENDPOINT(
            OAuthErrorException.UNAUTHORIZED_CLIENT,
            "This client application is not allowed to use the end session endpoint.",
            "ID2140");

    private final String error;
    private final String description;
    private final String id;

    PermissionRefusal(String error, String description, String id) {
        this.error = error;
        this.description = description;
        this.id = id;
    }

    /** OpenIddict's {@code error} (RFC 6749 section 5.2). */
    public String error() {
        return error;
    }

    public String description() {
        return description;
    }

    /** The ID under which OpenIddict documents the refusal, if it does. */
    public Optional<String> id() {
        return Optional.ofNullable(id);
    }
}
