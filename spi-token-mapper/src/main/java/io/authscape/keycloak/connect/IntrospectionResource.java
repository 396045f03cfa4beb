package io.authscape.keycloak.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.introspection.OpenIddictAudience;
import io.authscape.keycloak.permission.MissingPermission;
import io.authscape.keycloak.permission.PermissionCheck;
import io.authscape.keycloak.permission.PermissionRefusal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.TokenIntrospectionEndpoint;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.util.JsonSerialization;
import org.keycloak.util.TokenUtil;

/** {@code …/connect/introspect} (RFC 7662): Keycloak's own endpoint under OpenIddict's rules of who may learn what. */
@Consumes(MediaType.WILDCARD)
public final class IntrospectionResource extends ConnectEndpoint {

    private static final Map<String, Boolean> INACTIVE = Map.of("active", false);

    private final ConnectDoor door;
    private final ConnectEvent event;

    IntrospectionResource(KeycloakSession session, ConnectDoor door) {
        super(session);
        this.door = door;
        this.event = new ConnectEvent(session, realm);
    }

    @POST
    public Response post() {
        return answer(() -> introspect(body()));
    }

    @GET
    public Response get() {
        return answer(() -> introspect(WireForm.ofQuery(request())));
    }

    private Response introspect(WireForm form) {
        if (!settings.keycloaksErrors()) {
            check(form);
        }
        MultivaluedMap<String, String> parameters = form.forKeycloak();
        parameters.remove(TokenIntrospectionEndpoint.PARAM_TOKEN_TYPE_HINT);
        align(parameters);
        OpenIddictAudience.applyTo(session);
        return introspect(form, form.parameter(TokenIntrospectionEndpoint.PARAM_TOKEN));
    }

    private void check(WireForm form) {
        if (!form.has(TokenIntrospectionEndpoint.PARAM_TOKEN)) {
            throw new WireException(WireError.TOKEN_MISSING);
        }
        form.checkAssertion();
        try {
            ClientRefusal.checkBefore(realm, form, false);
        } catch (WireException refused) {
            event.refused(EventType.INTROSPECT_TOKEN, form.clientId(), refused.refusal());
            throw refused;
        }
    }

    private Response introspect(WireForm form, String token) {
        try {
            Response keycloaks = new TokenIntrospectionEndpoint(session, event).introspect();
            return byType(token).orElseGet(() -> answer.json(told(keycloaks)));
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

    /** OpenIddict introspects access tokens, says of a refresh token that it isn't active, and refuses the rest. */
    private Optional<Response> byType(String token) {
        JsonWebToken decoded = session.tokens().decode(token, JsonWebToken.class);
        String type = decoded == null ? null : decoded.getType();
        if (TokenUtil.TOKEN_TYPE_ID.equals(type)) {
            throw new WireException(WireError.TOKEN_NOT_INTROSPECTABLE);
        }
        boolean refresh = TokenUtil.TOKEN_TYPE_REFRESH.equals(type) || TokenUtil.TOKEN_TYPE_OFFLINE.equals(type);
        return refresh ? Optional.of(answer.json(INACTIVE)) : Optional.empty();
    }

    private Object told(Response keycloaks) {
        ObjectNode token = read(keycloaks);
        if (!token.path("active").asBoolean()) {
            return INACTIVE;
        }
        return IntrospectedToken.of(token, context.getClient().getClientId(), door.issuer(session))
                .<Object>map(known -> known)
                .orElse(INACTIVE);
    }

    private static ObjectNode read(Response keycloaks) {
        try {
            JsonNode body = JsonSerialization.mapper.readTree((byte[]) keycloaks.getEntity());
            return (ObjectNode) body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response refused(WireForm form, Response keycloaks) {
        ClientModel client = context.getClient();
        if (client == null) {
            return answer.refused(
                    settings.disclose(ClientRefusal.of(session, form).refusal()));
        }
        Optional<MissingPermission> missing = client.isPublicClient()
                ? Optional.of(new MissingPermission(PermissionRefusal.INTROSPECTION_ENDPOINT, "ept:introspection"))
                : PermissionCheck.of(client).flatMap(check -> check.endpoint(PermissionRefusal.INTROSPECTION_ENDPOINT));
        if (missing.isPresent()) {
            return answer.refused(WireRefusal.of(missing.get(), realm));
        }
        return keycloaks.getEntity() instanceof OAuth2ErrorRepresentation words
                ? answer.refused(WireRefusal.of(words))
                : keycloaks;
    }

    @Override
    String[] methods() {
        return new String[] {"GET", "POST", "OPTIONS"};
    }
}
