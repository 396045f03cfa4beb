package io.authscape.keycloak.connect;

import io.authscape.keycloak.network.NetworkRefusal;
import jakarta.ws.rs.core.Response.Status;

/** OpenIddict's refusals, word for word, with the error ID under which its documentation explains each. */
enum WireError {
    HTTPS_REQUIRED("invalid_request", "This server only accepts HTTPS requests.", "ID2083"),
    /** Keycloak's own: OpenIddict has no realms. */
    REALM_DISABLED("access_denied", "Realm not enabled", null),
    METHOD_INVALID("invalid_request", "The specified HTTP method is not valid.", "ID2084"),
    CONTENT_TYPE_MISSING("invalid_request", "The mandatory 'Content-Type' header is missing.", "ID2081"),
    CONTENT_TYPE_INVALID("invalid_request", "The specified 'Content-Type' header is invalid.", "ID2082"),
    CREDENTIALS_AMBIGUOUS("invalid_request", "Multiple client credentials cannot be specified.", "ID2087"),
    CREDENTIALS_MALFORMED("invalid_request", "The specified client credentials are invalid.", "ID2055"),
    /** Ours: OpenIddict takes it, and it stands in the access log ever after. */
    CREDENTIALS_IN_QUERY(
            "invalid_request",
            "Client credentials are not accepted in the query string. Send them in the 'Authorization' header or in"
                    + " the body of a POST request.",
            null),

    /** Ours, where no row fits a form that can't be read. */
    REQUEST_UNREADABLE("invalid_request", "The form of the request can't be read.", null),
    /** Keycloak's own rule, which OpenIddict leaves to the application. */
    ORIGIN_NOT_ALLOWED(
            "invalid_request", "The specified 'Origin' header is not allowed for this client application.", null),

    /** Ours: OpenIddict knows no networks. */
    NETWORK_NOT_ALLOWED(NetworkRefusal.ERROR, NetworkRefusal.DESCRIPTION, null),

    GRANT_TYPE_MISSING("invalid_request", missing("grant_type"), "ID2029"),
    GRANT_TYPE_UNSUPPORTED("unsupported_grant_type", unsupported("grant_type"), "ID2032"),
    CLIENT_ID_MISSING("invalid_request", missing("client_id"), "ID2029"),
    CODE_MISSING("invalid_request", missing("code"), "ID2029"),
    CODE_VERIFIER_MISSING("invalid_request", missing("code_verifier"), "ID2029"),
    REFRESH_TOKEN_MISSING("invalid_request", missing("refresh_token"), "ID2029"),
    REDIRECT_URI_MISSING("invalid_request", missing("redirect_uri"), "ID2029"),
    TOKEN_MISSING("invalid_request", missing("token"), "ID2029"),
    ASSERTION_TYPE_MISSING("invalid_request", pair("client_assertion_type", "client_assertion"), "ID2037"),
    ASSERTION_MISSING("invalid_request", pair("client_assertion", "client_assertion_type"), "ID2037"),
    ASSERTION_TYPE_UNSUPPORTED(Status.UNAUTHORIZED, "invalid_client", unsupported("client_assertion_type"), "ID2032"),
    CREDENTIALS_MISSING(
            "invalid_request",
            "The 'client_secret' or 'client_assertion' parameter must be specified when using the client credentials"
                    + " grant.",
            "ID2057"),
    SCOPE_OUT_OF_PLACE("invalid_request", "The 'scope' parameter is not valid in this context.", "ID2074"),
    AUDIENCE_OUT_OF_PLACE(
            "invalid_request",
            "The 'audience' parameter is only allowed for OAuth 2.0 Token Exchange requests.",
            "ID2195"),
    RESOURCE_NOT_ABSOLUTE("invalid_request", "The 'resource' parameter must be a valid absolute URI.", "ID2030"),
    RESOURCE_UNKNOWN("invalid_target", "One of the specified 'resource' parameters is invalid.", "ID2190"),
    SCOPE_UNKNOWN("invalid_scope", invalid("scope"), "ID2052"),

    CLIENT_NOT_NAMED(Status.UNAUTHORIZED, "invalid_client", missing("client_id"), "ID2029"),
    CLIENT_UNKNOWN(Status.UNAUTHORIZED, "invalid_client", invalid("client_id"), "ID2052"),
    PUBLIC_CLIENT("unauthorized_client", unfit("grant_type"), "ID2043"),
    PUBLIC_CLIENT_WITH_SECRET(
            Status.UNAUTHORIZED,
            "invalid_client",
            "The 'client_secret' parameter is not valid for this client application.",
            "ID2053"),
    PUBLIC_CLIENT_WITH_ASSERTION(
            Status.UNAUTHORIZED,
            "invalid_client",
            "The 'client_assertion' parameter is not valid for this client application.",
            "ID2053"),
    AUTHENTICATION_REQUIRED(
            Status.UNAUTHORIZED, "invalid_client", "Client authentication is required for this application.", "ID2198"),
    CREDENTIALS_INVALID(
            Status.UNAUTHORIZED, "invalid_client", "The specified client credentials are invalid.", "ID2055"),

    ASSERTION_INVALID(Status.UNAUTHORIZED, "invalid_client", "The specified token is invalid.", "ID2004"),
    ASSERTION_TYPE(Status.UNAUTHORIZED, "invalid_client", "The specified token is not of the expected type.", "ID2089"),
    ASSERTION_KEY_UNKNOWN(
            Status.UNAUTHORIZED,
            "invalid_client",
            "The signing key associated to the specified token was not found.",
            "ID2090"),
    ASSERTION_SIGNATURE(
            Status.UNAUTHORIZED,
            "invalid_client",
            "The signature associated to the specified token is not valid.",
            "ID2091"),
    ASSERTION_AUDIENCE_MISSING("invalid_token", "The specified token doesn't contain any audience.", "ID2093"),
    ASSERTION_AUDIENCE_WRONG(
            "invalid_token", "The specified token cannot be used with this resource server.", "ID2094"),
    ASSERTION_WITHOUT_ISS("invalid_request", claimMissing("iss"), "ID2172"),
    ASSERTION_WITHOUT_SUB("invalid_request", claimMissing("sub"), "ID2172"),
    ASSERTION_WITHOUT_AUD("invalid_request", claimMissing("aud"), "ID2172"),
    ASSERTION_WITHOUT_EXP("invalid_request", claimMissing("exp"), "ID2172"),
    ASSERTION_SUB_OF_ANOTHER("invalid_grant", claimOfAnother("sub"), "ID2173"),
    ASSERTION_ISS_OF_ANOTHER("invalid_grant", claimOfAnother("iss"), "ID2173"),

    CODE_INVALID("invalid_grant", "The specified authorization code is invalid.", "ID2001"),
    CODE_REDEEMED("invalid_grant", "The specified authorization code has already been redeemed.", "ID2010"),
    CODE_EXPIRED("invalid_grant", "The specified authorization code is no longer valid.", "ID2016"),
    CODE_WITHDRAWN(
            "invalid_grant", "The authorization associated with the authorization code is no longer valid.", "ID2020"),
    CODE_OF_ANOTHER(
            "invalid_grant", "The specified authorization code cannot be used by this client application.", "ID2069"),
    REDIRECT_URI_CHANGED(
            "invalid_grant",
            "The specified 'redirect_uri' parameter doesn't match the client redirection URI the authorization code"
                    + " was initially sent to.",
            "ID2072"),
    CODE_VERIFIER_INVALID("invalid_grant", invalid("code_verifier"), "ID2052"),
    REFRESH_TOKEN_INVALID("invalid_grant", "The specified refresh token is invalid.", "ID2003"),
    REFRESH_TOKEN_OF_ANOTHER_TYPE("invalid_grant", "The specified token is not a refresh token.", "ID2007"),
    REFRESH_TOKEN_REDEEMED("invalid_grant", "The specified refresh token has already been redeemed.", "ID2012"),
    REFRESH_TOKEN_EXPIRED("invalid_grant", "The specified refresh token is no longer valid.", "ID2018"),
    REFRESH_TOKEN_OF_ANOTHER(
            "invalid_grant", "The specified refresh token cannot be used by this client application.", "ID2071"),
    SCOPE_NOT_GRANTED("invalid_scope", invalid("scope"), "ID2052"),

    TOKEN_INVALID("invalid_token", "The specified token is invalid.", "ID2004"),
    TOKEN_OF_NOBODY(
            "invalid_token", "The specified access token is bound to an account that no longer exists.", "ID2025"),
    TOKEN_NOT_INTROSPECTABLE("unsupported_token_type", "The specified token cannot be introspected.", "ID2076"),
    TOKEN_NOT_REVOCABLE("unsupported_token_type", "This token cannot be revoked.", "ID2079"),

    REQUEST_OBJECT_UNSUPPORTED("request_not_supported", "The 'request' parameter is not supported.", "ID2028"),
    REQUEST_URI_UNSUPPORTED("request_uri_not_supported", "The 'request_uri' parameter is not supported.", "ID2028"),
    CLIENT_NOT_KNOWN_TO_AUTHORIZE("invalid_request", invalid("client_id"), "ID2052"),
    REDIRECT_URI_NOT_ABSOLUTE(
            "invalid_request", "The 'redirect_uri' parameter must be a valid absolute URI.", "ID2030"),
    REDIRECT_URI_WITH_FRAGMENT(
            "invalid_request", "The 'redirect_uri' parameter must not include a fragment.", "ID2031"),
    REDIRECT_URI_WITH_ISS(
            "invalid_request", "The 'redirect_uri' parameter must not include a 'iss' component.", "ID2135"),
    REDIRECT_URI_UNREGISTERED("invalid_request", unfit("redirect_uri"), "ID2043"),
    RESPONSE_TYPE_MISSING("invalid_request", missing("response_type"), "ID2029"),
    RESPONSE_TYPE_UNSUPPORTED("unsupported_response_type", unsupported("response_type"), "ID2032"),
    RESPONSE_MODE_UNSUPPORTED("invalid_request", unsupported("response_mode"), "ID2032"),
    PROMPT_UNSUPPORTED("invalid_request", unsupported("prompt"), "ID2032"),
    PROMPT_CONTRADICTORY("invalid_request", invalid("prompt"), "ID2052"),
    CODE_CHALLENGE_MISSING("invalid_request", missing("code_challenge"), "ID2029"),
    CODE_CHALLENGE_METHOD_MISSING("invalid_request", missing("code_challenge_method"), "ID2029"),
    /** AuthScape's own words: OpenIddict documents no ID for them. */
    CODE_CHALLENGE_METHOD_PLAIN(
            "invalid_request", "The 'plain' code_challenge_method is not supported. Use 'S256'.", null),
    CODE_CHALLENGE_METHOD_UNSUPPORTED("invalid_request", unsupported("code_challenge_method"), "ID2032"),

    POST_LOGOUT_REDIRECT_URI_NOT_ABSOLUTE(
            "invalid_request", "The 'post_logout_redirect_uri' parameter must be a valid absolute URI.", "ID2030"),
    POST_LOGOUT_REDIRECT_URI_WITH_FRAGMENT(
            "invalid_request", "The 'post_logout_redirect_uri' parameter must not include a fragment.", "ID2031"),
    POST_LOGOUT_REDIRECT_URI_UNREGISTERED("invalid_request", invalid("post_logout_redirect_uri"), "ID2052"),
    REDIRECT_UNREGISTERED("invalid_request", invalid("redirect"), "ID2052"),
    ID_TOKEN_HINT_INVALID("invalid_token", "The specified identity token is invalid.", "ID2009"),
    ID_TOKEN_HINT_OF_ANOTHER(
            "invalid_request",
            "The client application is not allowed to use the specified identity token hint.",
            "ID2141");

    private final Status status;
    private final String error;
    private final String description;
    private final String id;

    WireError(String error, String description, String id) {
        this(Status.BAD_REQUEST, error, description, id);
    }

    WireError(Status status, String error, String description, String id) {
        this.status = status;
        this.error = error;
        this.description = description;
        this.id = id;
    }

    WireRefusal refusal() {
        return WireRefusal.of(status, error, description, id);
    }

    private static String missing(String parameter) {
        return "The mandatory '" + parameter + "' parameter is missing.";
    }

    private static String invalid(String parameter) {
        return "The specified '" + parameter + "' is invalid.";
    }

    private static String unsupported(String parameter) {
        return "The specified '" + parameter + "' is not supported.";
    }

    private static String unfit(String parameter) {
        return "The specified '" + parameter + "' is not valid for this client application.";
    }

    private static String claimMissing(String claim) {
        return "The mandatory '" + claim + "' claim cannot be found in the specified client assertion.";
    }

    private static String claimOfAnother(String claim) {
        return "The '" + claim + "' claim returned in the specified client assertion doesn't match the expected value.";
    }

    private static String pair(String parameter, String other) {
        return "The '" + parameter + "' parameter cannot be used without '" + other + "'.";
    }
}
