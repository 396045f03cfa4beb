package io.authscape.keycloak.connect;

import io.authscape.keycloak.permission.MissingPermission;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.events.Event;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.TokenEndpoint;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.cors.Cors;

/**
 * {@code POST …/connect/token}: AuthScape's outside around Keycloak's own token endpoint, called in the same process,
 * so that client authentication, client policies, events and CORS are Keycloak's.
 */
@Consumes(MediaType.WILDCARD)
public final class TokenResource extends ConnectEndpoint {

    private final ConnectEvent event;

    TokenResource(KeycloakSession session) {
        super(session);
        this.event = new ConnectEvent(session, realm);
    }

    @POST
    public Response issue() {
        reached();
        if (settings.keycloaksErrors()) {
            TokenRequest request = new TokenRequest(WireForm.unchecked(request()));
            event.explainWith(() -> missingPermission(request));
            return issue(request);
        }
        try {
            requireOpenRealm();
            TokenRequest request = new TokenRequest(WireForm.ofBody(request()));
            request.check();
            event.explainWith(() -> missingPermission(request));
            checkScopesAndClient(request);
            align(request.forKeycloak());
            return issue(request);
        } catch (WireException refused) {
            return refusedBefore(refused.refusal());
        }
    }

    /** Of a client that has authenticated; nobody else is told. */
    private Optional<MissingPermission> missingPermission(TokenRequest request) {
        return Optional.ofNullable(context.getClient())
                .flatMap(client -> new TokenRefusal(session, request).missingPermission(client));
    }

    /** Rows 11 to 14; in a quiet realm the client comes first. */
    private void checkScopesAndClient(TokenRequest request) {
        try {
            if (settings.quiet()) {
                ClientRefusal.checkBefore(realm, request.form(), request.isClientCredentials());
                if (!WireScopes.allKnown(realm, request.form().clientId(), request.scopes())) {
                    authenticate(request);
                }
            }
            WireScopes.requireKnown(realm, request.form().clientId(), request.scopes());
            request.checkResources();
            ClientRefusal.checkBefore(realm, request.form(), request.isClientCredentials());
            if (request.isRefresh() && new RefreshTokenCheck(session, request).asksForMore()) {
                refuseMore(request);
            }
        } catch (WireException refused) {
            event.refused(request.eventType(), request.form().clientId(), refused.refusal());
            throw refused;
        }
    }

    /** A refresh token is not spent for a request that asks for too much. */
    private void refuseMore(TokenRequest request) {
        ClientModel client = authenticate(request);
        throw new WireException(
                new TokenRefusal(session, request).of(client).orElseGet(WireError.SCOPE_NOT_GRANTED::refusal));
    }

    /** Nobody who isn't a client learns which scopes there are, or what a token is good for. */
    private ClientModel authenticate(TokenRequest request) {
        align(request.forKeycloak());
        try {
            return AuthorizeClientUtil.authorizeClient(session, event.event(request.eventType()), null)
                    .getClient();
        } catch (WebApplicationException unauthenticated) {
            if (isFailure(unauthenticated.getResponse())) {
                throw unauthenticated;
            }
            throw new WireException(ClientRefusal.of(session, request.form()));
        }
    }

    private Response issue(TokenRequest request) {
        try {
            Response keycloaks = new TokenEndpoint(session, new TokenManager(), event).processGrantRequest();
            return keycloaks.getEntity() instanceof AccessTokenResponse token
                    ? answer.granted(token, request)
                    : refused(keycloaks, request);
        } catch (WebApplicationException refused) {
            Response keycloaks = refused.getResponse(); // adds the CORS headers, too
            if (isForeignOrigin(keycloaks) && !settings.keycloaksErrors()) {
                return answer.refused(WireError.ORIGIN_NOT_ALLOWED.refusal());
            }
            if (!keycloaks.hasEntity()) {
                throw refused;
            }
            return refused(keycloaks, request);
        }
    }

    /** Keycloak commits after an OAuth error, for its answer has an entity; so do we. Some it throws, some it returns. */
    private Response refused(Response keycloaks, TokenRequest request) {
        if (settings.keycloaksErrors()) {
            return keycloaks;
        }
        Event raised = event.getEvent();
        return new TokenRefusal(session, request)
                .row(keycloaks, raised.getError())
                .map(settings::disclose)
                .map(answer::refused)
                .orElse(keycloaks);
    }

    /** As Keycloak does for a client that it can't name: any origin may read the refusal. */
    private Response refusedBefore(WireRefusal refusal) {
        Cors.builder().auth().allowedMethods(methods()).allowAllOrigins().add();
        return answer.refused(settings.disclose(refusal));
    }

    @Override
    String[] methods() {
        return new String[] {"POST", "OPTIONS"};
    }
}
