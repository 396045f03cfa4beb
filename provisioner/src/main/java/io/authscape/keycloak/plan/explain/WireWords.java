package io.authscape.keycloak.plan.explain;

/**
 * What a refused token request is answered: the provider jar's words, which are OpenIddict's. A test holds them against
 * a real server's.
 */
public enum WireWords {
    NO_ENDPOINT(404, "not_found", "Unable to find matching target resource method"),
    REALM_DISABLED(400, "access_denied", "Realm not enabled"),
    GRANT_TYPE_UNSUPPORTED(400, "unsupported_grant_type", "The specified 'grant_type' is not supported."),
    SCOPE_UNKNOWN(400, "invalid_scope", "The specified 'scope' is invalid."),
    PUBLIC_CLIENT(400, "unauthorized_client", "The specified 'grant_type' is not valid for this client application."),
    CLIENT_UNKNOWN(401, "invalid_client", "The specified 'client_id' is invalid."),
    CREDENTIALS_INVALID(401, "invalid_client", "The specified client credentials are invalid."),
    KEY_UNKNOWN(401, "invalid_client", "The signing key associated to the specified token was not found."),
    BEARER_ONLY(401, "invalid_client", "Bearer-only not allowed"),
    TOKEN_ENDPOINT(400, "unauthorized_client", "This client application is not allowed to use the token endpoint."),
    GRANT_TYPE(400, "unauthorized_client", "This client application is not allowed to use the specified grant type."),
    OFFLINE_ACCESS(400, "invalid_request", "The client application is not allowed to use the 'offline_access' scope."),
    SCOPE(400, "invalid_request", "This client application is not allowed to use the specified scope."),
    SCOPE_AS_RFC(400, "invalid_scope", "This client application is not allowed to use the specified scope."),
    NETWORK(400, "unauthorized_client", "This client application is not allowed to request tokens from this network."),
    ID_TAKEN(400, "unauthorized_client", "This client application has the client identifier of a user."),
    SUBJECT_CONTRADICTION(
            400, "unauthorized_client", "This client application can't act as a user with Keycloak's subject."),
    ACTS_AS_NOBODY(
            400,
            "unauthorized_client",
            "The user as whom this client application acts doesn't exist, is disabled or isn't the only one."),
    CLAIMS_UNREADABLE(
            400, "unauthorized_client", "The attribute authscape.claims of this client application is unreadable.");

    private final int status;
    private final String error;
    private final String description;

    WireWords(int status, String error, String description) {
        this.status = status;
        this.error = error;
        this.description = description;
    }

    public int status() {
        return status;
    }

    /** {@code error} of RFC 6749 section 5.2. */
    public String error() {
        return error;
    }

    public String description() {
        return description;
    }

    /** Whether a quiet realm tells it as wrong credentials. */
    boolean isAboutTheClient() {
        return this == CLIENT_UNKNOWN || this == PUBLIC_CLIENT || this == KEY_UNKNOWN;
    }
}
