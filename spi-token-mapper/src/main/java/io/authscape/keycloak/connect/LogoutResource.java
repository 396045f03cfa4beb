package io.authscape.keycloak.connect;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.endpoints.LogoutEndpoint;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * {@code …/connect/logout} (OpenID Connect RP-Initiated Logout), with AuthScape's private parameter {@code redirect}.
 * Where the browser may be sent is decided here, by OpenIddict's rules; the session is ended by Keycloak, which asks the
 * user first unless a valid {@code id_token_hint} tells that his application does.
 */
@Consumes(MediaType.WILDCARD)
public final class LogoutResource extends ConnectEndpoint {

    private final ConnectEvent event;

    LogoutResource(KeycloakSession session) {
        super(session);
        this.event = new ConnectEvent(session, realm);
    }

    @GET
    public Response get() {
        reached();
        return logOut(context.getUri().getQueryParameters());
    }

    /** A POST with a refresh token is Keycloak's own way out, for a client that authenticates itself. */
    @POST
    public Response post() {
        reached();
        MultivaluedMap<String, String> form = request().getDecodedFormParameters();
        return form.containsKey(OAuth2Constants.REFRESH_TOKEN) ? endpoint().logout() : logOut(form);
    }

    private Response logOut(MultivaluedMap<String, String> parameters) {
        LogoutRequest request = new LogoutRequest(session, WireForm.of(parameters));
        try {
            requireOpenRealm();
            LogoutRequest.Target target = request.check();
            BrowserDetour detour = new BrowserDetour(session);
            if (detour.isNeeded()) {
                return detour.to("logout");
            }
            return target.isHere() ? logOut(request, target.uri()) : keycloaks(request, target.uri(), target.client());
        } catch (WireException refused) {
            if (settings.keycloaksErrors() && refused.refusal().permission() == null) {
                return keycloaksRefusal(request);
            }
            event.refused(EventType.LOGOUT, request.parameter(OAuth2Constants.CLIENT_ID), refused.refusal());
            return answer.refusedInText(refused.refusal());
        }
    }

    /** Keycloak refuses for the same reasons, with a page of its own. */
    private Response keycloaksRefusal(LogoutRequest request) {
        String uri = request.parameter(OIDCLoginProtocol.POST_LOGOUT_REDIRECT_URI_PARAM);
        return keycloaks(
                request,
                uri.isEmpty() ? request.parameter(LogoutRequest.REDIRECT) : uri,
                request.parameter(OAuth2Constants.CLIENT_ID));
    }

    /** Back to a page of our own: no client registers those, so Keycloak can't be asked to go there by itself. */
    private Response logOut(LogoutRequest request, String uri) {
        boolean signedIn = AuthenticationManager.authenticateIdentityCookie(session, realm, false) != null;
        if (!signedIn && request.hint().isEmpty()) {
            return redirect(uri);
        }
        Response keycloaks = keycloaks(request, null, request.parameter(OAuth2Constants.CLIENT_ID));
        if (request.hint().filter(this::isOver).isPresent()) {
            return redirect(uri);
        }
        context.getAuthenticationSession().setAuthNote(OIDCLoginProtocol.LOGOUT_REDIRECT_URI, uri);
        return keycloaks;
    }

    private boolean isOver(String sessionId) {
        return session.sessions().getUserSession(realm, sessionId) == null;
    }

    private Response redirect(String uri) {
        return answer.uncached(Status.FOUND).location(URI.create(uri)).build();
    }

    private Response keycloaks(LogoutRequest request, String uri, String client) {
        answer.forbidCaching();
        return endpoint()
                .logout(
                        orNull(request.parameter(OIDCLoginProtocol.ID_TOKEN_HINT)),
                        orNull(client),
                        orNull(uri),
                        orNull(request.parameter(OIDCLoginProtocol.STATE_PARAM)),
                        orNull(request.parameter(OIDCLoginProtocol.UI_LOCALES_PARAM)),
                        null);
    }

    private static String orNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private LogoutEndpoint endpoint() {
        return new LogoutEndpoint(session, new TokenManager(), event);
    }

    @Override
    String[] methods() {
        return new String[] {"GET", "POST", "OPTIONS"};
    }
}
