package io.authscape.keycloak.secret;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/** What Keycloak's own endpoints answer a client that doesn't get in. {@code /connect/*} words the 401 as OpenIddict does. */
final class SecretAnswer {

    /** RFC 6749 has it for the authorization endpoint; RFC 9110 section 15.6.4 for the rest. */
    private static final String TEMPORARILY_UNAVAILABLE = "temporarily_unavailable";

    private static final String RETRY_SECONDS = "1";

    private SecretAnswer() {}

    /** RFC 6749 section 5.2. */
    static Response unauthorized(RealmModel realm) {
        return error(
                        Status.UNAUTHORIZED,
                        OAuthErrorException.INVALID_CLIENT,
                        "Invalid client or Invalid client credentials")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"" + realm.getName() + "\"")
                .build();
    }

    /** Nobody knows whether the secret is right: no 401, after which a client may throw it away. */
    static Response busy() {
        return error(
                        Status.SERVICE_UNAVAILABLE,
                        TEMPORARILY_UNAVAILABLE,
                        "Too many client secrets wait to be compared. Try again in a second.")
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    private static ResponseBuilder error(Status status, String error, String description) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(new OAuth2ErrorRepresentation(error, description));
    }
}
