package io.authscape.keycloak.connect;

import jakarta.ws.rs.core.Response.Status;

/** OpenIddict's refusals, word for word, with the error ID under which its documentation explains each. */
enum WireError {
    METHOD_INVALID(Status.BAD_REQUEST, "invalid_request", "The specified HTTP method is not valid.", "ID2084"),
    CONTENT_TYPE_MISSING(
            Status.BAD_REQUEST, "invalid_request", "The mandatory 'Content-Type' header is missing.", "ID2081"),
    CONTENT_TYPE_INVALID(
            Status.BAD_REQUEST, "invalid_request", "The specified 'Content-Type' header is invalid.", "ID2082"),
    CREDENTIALS_AMBIGUOUS(
            Status.BAD_REQUEST, "invalid_request", "Multiple client credentials cannot be specified.", "ID2087"),
    CREDENTIALS_MALFORMED(
            Status.BAD_REQUEST, "invalid_request", "The specified client credentials are invalid.", "ID2055"),
    GRANT_TYPE_MISSING(
            Status.BAD_REQUEST, "invalid_request", "The mandatory 'grant_type' parameter is missing.", "ID2029"),
    GRANT_TYPE_UNSUPPORTED(
            Status.BAD_REQUEST, "unsupported_grant_type", "The specified 'grant_type' is not supported.", "ID2032"),
    CLIENT_ID_MISSING(
            Status.BAD_REQUEST, "invalid_request", "The mandatory 'client_id' parameter is missing.", "ID2029"),
    CREDENTIALS_MISSING(
            Status.BAD_REQUEST,
            "invalid_request",
            "The 'client_secret' or 'client_assertion' parameter must be specified when using the client credentials"
                    + " grant.",
            "ID2057"),
    SCOPE_UNKNOWN(Status.BAD_REQUEST, "invalid_scope", "The specified 'scope' is invalid.", "ID2052"),
    CLIENT_UNKNOWN(Status.UNAUTHORIZED, "invalid_client", "The specified 'client_id' is invalid.", "ID2052"),
    CREDENTIALS_INVALID(
            Status.UNAUTHORIZED, "invalid_client", "The specified client credentials are invalid.", "ID2055"),

    // private_key_jwt; see AssertionRefusal.
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
    ASSERTION_AUDIENCE_MISSING(
            Status.BAD_REQUEST, "invalid_token", "The specified token doesn't contain any audience.", "ID2093"),
    ASSERTION_AUDIENCE_WRONG(
            Status.BAD_REQUEST,
            "invalid_token",
            "The specified token cannot be used with this resource server.",
            "ID2094"),
    ASSERTION_WITHOUT_ISS(
            Status.BAD_REQUEST,
            "invalid_request",
            "The mandatory 'iss' claim cannot be found in the specified client assertion.",
            "ID2172"),
    ASSERTION_WITHOUT_SUB(
            Status.BAD_REQUEST,
            "invalid_request",
            "The mandatory 'sub' claim cannot be found in the specified client assertion.",
            "ID2172"),
    ASSERTION_WITHOUT_AUD(
            Status.BAD_REQUEST,
            "invalid_request",
            "The mandatory 'aud' claim cannot be found in the specified client assertion.",
            "ID2172"),
    ASSERTION_WITHOUT_EXP(
            Status.BAD_REQUEST,
            "invalid_request",
            "The mandatory 'exp' claim cannot be found in the specified client assertion.",
            "ID2172"),
    ASSERTION_SUB_OF_ANOTHER(
            Status.BAD_REQUEST,
            "invalid_grant",
            "The 'sub' claim returned in the specified client assertion doesn't match the expected value.",
            "ID2173"),
    ASSERTION_ISS_OF_ANOTHER(
            Status.BAD_REQUEST,
            "invalid_grant",
            "The 'iss' claim returned in the specified client assertion doesn't match the expected value.",
            "ID2173");

    private static final String DOCUMENTATION = "https://documentation.openiddict.com/errors/";

    private final Status status;
    private final String error;
    private final String description;
    private final String id;

    WireError(Status status, String error, String description, String id) {
        this.status = status;
        this.error = error;
        this.description = description;
        this.id = id;
    }

    Status status() {
        return status;
    }

    /** {@code error} of RFC 6749 section 5.2. */
    String error() {
        return error;
    }

    String description() {
        return description;
    }

    String uri() {
        return DOCUMENTATION + id;
    }
}
