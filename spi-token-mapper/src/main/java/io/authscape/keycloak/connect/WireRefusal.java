package io.authscape.keycloak.connect;

import io.authscape.keycloak.permission.MissingPermission;
import jakarta.ws.rs.core.Response.Status;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/**
 * A refusal as it goes over the wire.
 *
 * @param error {@code error} of RFC 6749 section 5.2
 * @param uri where OpenIddict documents it; null if it doesn't
 * @param permission what the client lacks; null if it isn't that
 */
record WireRefusal(Status status, String error, String description, String uri, String permission) {

    private static final String DOCUMENTATION = "https://documentation.openiddict.com/errors/";

    static WireRefusal of(Status status, String error, String description, String id) {
        return new WireRefusal(status, error, description, id == null ? null : DOCUMENTATION + id, null);
    }

    static WireRefusal of(MissingPermission missing, RealmModel realm) {
        return of(
                        Status.BAD_REQUEST,
                        missing.error(realm),
                        missing.refusal().description(),
                        missing.refusal().id().orElse(null))
                .lacking(missing.permission());
    }

    /** A refusal that only Keycloak has: its words, under OpenIddict's rule that 401 is for {@code invalid_client}. */
    static WireRefusal of(OAuth2ErrorRepresentation keycloaks) {
        boolean client = OAuthErrorException.INVALID_CLIENT.equals(keycloaks.getError());
        return of(
                client ? Status.UNAUTHORIZED : Status.BAD_REQUEST,
                keycloaks.getError(),
                keycloaks.getErrorDescription(),
                null);
    }

    WireRefusal lacking(String permission) {
        return new WireRefusal(status, error, description, uri, permission);
    }

    Optional<String> documentation() {
        return Optional.ofNullable(uri);
    }
}
