package io.authscape.keycloak.connect;

import io.authscape.keycloak.permission.MissingPermission;
import io.authscape.keycloak.permission.PermissionCheck;
import io.authscape.keycloak.permission.PermissionRefusal;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;

/** Where a client comes with a token and its own credentials: introspection and revocation. */
abstract class TokenHandlingEndpoint extends ConnectEndpoint {

    /** RFC 7662 section 2.1, RFC 7009 section 2.1. */
    static final String TOKEN = "token";

    final ConnectEvent event;
    private final EventType eventType;
    private final PermissionRefusal withoutPermission;

    TokenHandlingEndpoint(KeycloakSession session, EventType eventType, PermissionRefusal withoutPermission) {
        super(session);
        this.event = new ConnectEvent(session, realm);
        this.eventType = eventType;
        this.withoutPermission = withoutPermission;
    }

    /** Checks a request as OpenIddict does, and lets Keycloak's endpoint answer it. */
    Response handle(WireForm form, MultivaluedMap<String, String> forKeycloak, Supplier<Response> keycloaks) {
        if (!settings.keycloaksErrors()) {
            check(form);
        }
        align(forKeycloak);
        try {
            return keycloaks.get();
        } catch (WebApplicationException refused) {
            Response response = refused.getResponse(); // adds the CORS headers, too
            if (settings.keycloaksErrors()) {
                throw refused;
            }
            if (isForeignOrigin(response)) {
                return answer.refused(WireError.ORIGIN_NOT_ALLOWED.refusal());
            }
            if (!response.hasEntity()) {
                throw refused;
            }
            return refused(form, response);
        }
    }

    private void check(WireForm form) {
        if (!form.has(TOKEN)) {
            throw new WireException(WireError.TOKEN_MISSING);
        }
        form.checkAssertion();
        try {
            ClientRefusal.checkBefore(realm, form, false);
        } catch (WireException refused) {
            event.refused(eventType, form.clientId(), refused.refusal());
            throw refused;
        }
    }

    private Response refused(WireForm form, Response keycloaks) {
        ClientModel client = context.getClient();
        if (isFailure(keycloaks)) {
            return keycloaks;
        }
        if (client == null) {
            return answer.refused(
                    settings.disclose(ClientRefusal.of(session, form).refusal()));
        }
        return missingPermission(client)
                .map(missing -> answer.refused(WireRefusal.of(missing, realm)))
                .orElseGet(() -> refused(keycloaks));
    }

    Optional<MissingPermission> missingPermission(ClientModel client) {
        return PermissionCheck.of(client).flatMap(check -> check.endpoint(withoutPermission));
    }

    /** What Keycloak has refused to a client that it knows and that may ask. */
    Response refused(Response keycloaks) {
        return keycloaks.getEntity() instanceof OAuth2ErrorRepresentation words
                ? answer.refused(WireRefusal.of(words))
                : keycloaks;
    }
}
