package io.authscape.keycloak.connect;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;
import org.keycloak.representations.AccessTokenResponse;

/**
 * {@code POST …/connect/token}: AuthScape's outside around Keycloak's own token endpoint, called in the same process,
 * so that client authentication, client policies, events and CORS are Keycloak's.
 */
@Consumes(MediaType.WILDCARD)
public final class TokenResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final EventBuilder event;
    private final WireAnswer answer;

    TokenResource(KeycloakSession session) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.event = new EventBuilder(realm, session, session.getContext().getConnection());
        this.answer = new WireAnswer(session);
    }

    @POST
    public Response issue() {
        try {
            TokenRequest request = TokenRequest.read(session.getContext().getHttpRequest());
            requireKnownScopes(request);
            return issue(request);
        } catch (WireException refused) {
            return answer.refused(refused.error());
        }
    }

    private void requireKnownScopes(TokenRequest request) {
        try {
            WireScopes.requireKnown(realm, request.scopes());
        } catch (WireException refused) {
            event.event(EventType.CLIENT_LOGIN)
                    .client(request.clientId())
                    .detail(Details.REASON, refused.error().description())
                    .error(refused.error().error());
            throw refused;
        }
    }

    private Response issue(TokenRequest request) {
        try {
            Response keycloaks = endpoint().processGrantRequest();
            return keycloaks.getEntity() instanceof AccessTokenResponse token
                    ? answer.granted(token, request)
                    : refused(keycloaks, request);
        } catch (WebApplicationException refused) {
            Response keycloaks = refused.getResponse(); // adds the CORS headers, too
            if (!keycloaks.hasEntity()) {
                throw refused;
            }
            return refused(keycloaks, request);
        }
    }

    /** Keycloak commits after an OAuth error, for its answer has an entity; so do we. Some it throws, some it returns. */
    private Response refused(Response keycloaks, TokenRequest request) {
        return TokenRefusal.row(keycloaks, event.getEvent(), realm, request)
                .map(answer::refused)
                .orElse(keycloaks);
    }

    private TokenEndpoint endpoint() {
        return new TokenEndpoint(session, new TokenManager(), event);
    }

    @GET
    public Response get() {
        return answer.refused(WireError.METHOD_INVALID);
    }

    @PUT
    public Response put() {
        return answer.refused(WireError.METHOD_INVALID);
    }

    @PATCH
    public Response patch() {
        return answer.refused(WireError.METHOD_INVALID);
    }

    @DELETE
    public Response delete() {
        return answer.refused(WireError.METHOD_INVALID);
    }

    /** A browser's preflight is Keycloak's to answer; any other OPTIONS is a method like the rest. */
    @OPTIONS
    public Response options() {
        HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
        return headers.getHeaderString("Access-Control-Request-Method") == null
                ? answer.refused(WireError.METHOD_INVALID)
                : endpoint().preflight();
    }
}
