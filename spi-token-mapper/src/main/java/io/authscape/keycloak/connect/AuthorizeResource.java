package io.authscape.keycloak.connect;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.AuthorizationEndpoint;

/**
 * {@code …/connect/authorize}: what OpenIddict refuses before it trusts the redirection URI is refused here in its
 * words, as text; all the rest, the login page among it, is Keycloak's.
 */
@Consumes(MediaType.WILDCARD)
public final class AuthorizeResource extends ConnectEndpoint {

    private final ConnectEvent event;

    AuthorizeResource(KeycloakSession session) {
        super(session);
        this.event = new ConnectEvent(session, realm);
    }

    @GET
    public Response get() {
        return authorize(
                context.getUri().getQueryParameters(), () -> new AuthorizationEndpoint(session, event).buildGet());
    }

    @POST
    public Response post() {
        return authorize(
                request().getDecodedFormParameters(), () -> new AuthorizationEndpoint(session, event).buildPost());
    }

    private Response authorize(MultivaluedMap<String, String> parameters, Supplier<Response> keycloaks) {
        reached();
        BrowserDetour detour = new BrowserDetour(session);
        if (settings.keycloaksErrors()) {
            return detour.isNeeded() ? detour.to("authorize") : keycloaks.get();
        }
        AuthorizationRequest request = new AuthorizationRequest(session, WireForm.of(parameters));
        try {
            requireOpenRealm();
            request.check();
        } catch (WireException refused) {
            event.refused(EventType.LOGIN, request.clientId(), refused.refusal());
            return answer.refusedInText(refused.refusal());
        }
        return detour.isNeeded() ? detour.to("authorize") : keycloaks.get();
    }

    @Override
    String[] methods() {
        return new String[] {"GET", "POST", "OPTIONS"};
    }
}
