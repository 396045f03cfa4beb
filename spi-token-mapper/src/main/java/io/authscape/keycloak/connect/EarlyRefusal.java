package io.authscape.keycloak.connect;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Words what fails before one of AuthScape's endpoints is reached: JAX-RS knows no such method, or can't read the
 * media type or the form. All other paths pass untouched.
 */
@Provider
public final class EarlyRefusal implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
        if (!RootDoor.led(request)
                || session == null
                || speaksKeycloak(session.getContext().getRealm())) {
            return;
        }
        row(session, request, response).ifPresent(error -> {
            Response worded = new WireAnswer(session).refused(error.refusal());
            response.setStatus(worded.getStatus());
            response.getHeaders().remove(HttpHeaders.ALLOW);
            response.setEntity(worded.getEntity(), response.getEntityAnnotations(), MediaType.valueOf(WireAnswer.JSON));
        });
    }

    private static boolean speaksKeycloak(RealmModel realm) {
        return realm == null || new WireSettings(realm).keycloaksErrors();
    }

    private static Optional<WireError> row(
            KeycloakSession session, ContainerRequestContext request, ContainerResponseContext response) {
        return switch (response.getStatusInfo().toEnum()) {
            case METHOD_NOT_ALLOWED -> Optional.of(WireError.METHOD_INVALID);
            case UNSUPPORTED_MEDIA_TYPE -> Optional.of(WireError.CONTENT_TYPE_INVALID);
            case REQUEST_ENTITY_TOO_LARGE -> Optional.of(unreadable(request));
            case INTERNAL_SERVER_ERROR ->
                ConnectEndpoint.isReached(session) ? Optional.empty() : Optional.of(unreadable(request));
            default -> Optional.empty();
        };
    }

    /** Of a form that can't be read no parameter is there. */
    private static WireError unreadable(ContainerRequestContext request) {
        if (!WireForm.isForm(request.getHeaderString(HttpHeaders.CONTENT_TYPE))) {
            return WireError.CONTENT_TYPE_INVALID;
        }
        String path = request.getUriInfo().getPath();
        if (path.endsWith("/token")) {
            return WireError.GRANT_TYPE_MISSING;
        }
        return path.endsWith("/introspect") || path.endsWith("/revocation")
                ? WireError.TOKEN_MISSING
                : WireError.REQUEST_UNREADABLE;
    }
}
