package io.authscape.keycloak.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.contract.Permissions;
import io.authscape.keycloak.introspection.OpenIddictAudience;
import io.authscape.keycloak.permission.MissingPermission;
import io.authscape.keycloak.permission.PermissionRefusal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.keycloak.util.JsonSerialization;
import org.keycloak.util.TokenUtil;

/** {@code …/connect/introspect} (RFC 7662): Keycloak's own endpoint under OpenIddict's rules of who may learn what. */
@Consumes(MediaType.WILDCARD)
public final class IntrospectionResource extends TokenHandlingEndpoint {

    private static final Map<String, Boolean> INACTIVE = Map.of("active", false);

    private final ConnectDoor door;

    IntrospectionResource(KeycloakSession session, ConnectDoor door) {
        super(session, EventType.INTROSPECT_TOKEN, PermissionRefusal.INTROSPECTION_ENDPOINT);
        this.door = door;
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
        MultivaluedMap<String, String> parameters = form.forKeycloak();
        parameters.remove(TokenIntrospectionEndpoint.PARAM_TOKEN_TYPE_HINT);
        OpenIddictAudience.applyTo(session);
        return handle(form, parameters, () -> {
            Response keycloaks = new TokenIntrospectionEndpoint(session, event).introspect();
            return byType(form.parameter(TOKEN)).orElseGet(() -> answer.json(told(keycloaks)));
        });
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
        return IntrospectedToken.of(token, context.getClient(), door.issuer(session))
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

    /** Keycloak lets no public client ask, whatever its list says. */
    @Override
    Optional<MissingPermission> missingPermission(ClientModel client) {
        return client.isPublicClient()
                ? Optional.of(new MissingPermission(
                        PermissionRefusal.INTROSPECTION_ENDPOINT, Permissions.INTROSPECTION_ENDPOINT))
                : super.missingPermission(client);
    }

    @Override
    String[] methods() {
        return new String[] {"GET", "POST", "OPTIONS"};
    }
}
