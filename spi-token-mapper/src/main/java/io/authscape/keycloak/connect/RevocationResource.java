package io.authscape.keycloak.connect;

import io.authscape.keycloak.permission.PermissionRefusal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint;

/** {@code …/connect/revocation} (RFC 7009), over Keycloak's own endpoint. */
@Consumes(MediaType.WILDCARD)
public final class RevocationResource extends TokenHandlingEndpoint {

    RevocationResource(KeycloakSession session) {
        super(session, EventType.REVOKE_GRANT, PermissionRefusal.REVOCATION_ENDPOINT);
    }

    @POST
    public Response revoke() {
        return answer(() -> revoke(body()));
    }

    private Response revoke(WireForm form) {
        return handle(form, form.forKeycloak(), () -> {
            new TokenRevocationEndpoint(session, event).revoke();
            return done();
        });
    }

    /**
     * A token that can't be used any more, or not by this client, is no error (RFC 7009 section 2.2), and so says
     * OpenIddict. Keycloak answers 200 with an error in it also to a service token, which the client policy has revoked
     * by then.
     */
    @Override
    Response refused(Response keycloaks) {
        boolean unsupported = Errors.INVALID_TOKEN_TYPE.equals(event.getEvent().getError());
        boolean ofAnother = Errors.INVALID_REQUEST.equals(event.getEvent().getError());
        if (unsupported) {
            return answer.refused(WireError.TOKEN_NOT_REVOCABLE.refusal());
        }
        if (keycloaks.getStatus() == Status.OK.getStatusCode() || ofAnother) {
            return done();
        }
        return super.refused(keycloaks);
    }

    private Response done() {
        return answer.json(Map.of());
    }

    @Override
    String[] methods() {
        return new String[] {"POST", "OPTIONS"};
    }
}
