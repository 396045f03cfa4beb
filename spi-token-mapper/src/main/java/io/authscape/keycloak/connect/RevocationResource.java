package io.authscape.keycloak.connect;

import io.authscape.keycloak.permission.PermissionCheck;
import io.authscape.keycloak.permission.PermissionRefusal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/** {@code …/connect/revocation} (RFC 7009), over Keycloak's own endpoint. */
@Consumes(MediaType.WILDCARD)
public final class RevocationResource extends ConnectEndpoint {

    private final ConnectEvent event;

    RevocationResource(KeycloakSession session) {
        super(session);
        this.event = new ConnectEvent(session, realm);
    }

    @POST
    public Response revoke() {
        return answer(() -> revoke(body()));
    }

    private Response revoke(WireForm form) {
        if (!settings.keycloaksErrors()) {
            check(form);
        }
        align(form.forKeycloak());
        try {
            new TokenRevocationEndpoint(session, event).revoke();
            return done();
        } catch (WebApplicationException refused) {
            Response keycloaks = refused.getResponse(); // adds the CORS headers, too
            if (settings.keycloaksErrors()) {
                throw refused;
            }
            if (isForeignOrigin(keycloaks)) {
                return answer.refused(WireError.ORIGIN_NOT_ALLOWED.refusal());
            }
            if (!keycloaks.hasEntity()) {
                throw refused;
            }
            return refused(form, keycloaks);
        }
    }

    private void check(WireForm form) {
        if (!form.has(TokenRevocationEndpoint.PARAM_TOKEN)) {
            throw new WireException(WireError.TOKEN_MISSING);
        }
        form.checkAssertion();
        try {
            ClientRefusal.checkBefore(realm, form, false);
        } catch (WireException refused) {
            event.refused(EventType.REVOKE_GRANT, form.clientId(), refused.refusal());
            throw refused;
        }
    }

    private Response refused(WireForm form, Response keycloaks) {
        ClientModel client = context.getClient();
        if (client == null) {
            return answer.refused(
                    settings.disclose(ClientRefusal.of(session, form).refusal()));
        }
        return PermissionCheck.of(client)
                .flatMap(check -> check.endpoint(PermissionRefusal.REVOCATION_ENDPOINT))
                .map(missing -> answer.refused(WireRefusal.of(missing, realm)))
                .orElseGet(() -> refused(keycloaks));
    }

    /**
     * A token that can't be used any more, or not by this client, is no error (RFC 7009 section 2.2), and so says
     * OpenIddict. Keycloak answers 200 with an error in it also to a service token, which the client policy has revoked
     * by then.
     */
    private Response refused(Response keycloaks) {
        boolean unsupported = Errors.INVALID_TOKEN_TYPE.equals(event.getEvent().getError());
        boolean ofAnother = Errors.INVALID_REQUEST.equals(event.getEvent().getError());
        if (unsupported) {
            return answer.refused(WireError.TOKEN_NOT_REVOCABLE.refusal());
        }
        if (keycloaks.getStatus() == Status.OK.getStatusCode() || ofAnother) {
            return done();
        }
        return keycloaks.getEntity() instanceof OAuth2ErrorRepresentation words
                ? answer.refused(WireRefusal.of(words))
                : keycloaks;
    }

    private Response done() {
        return answer.json(Map.of());
    }

    @Override
    String[] methods() {
        return new String[] {"POST", "OPTIONS"};
    }
}
