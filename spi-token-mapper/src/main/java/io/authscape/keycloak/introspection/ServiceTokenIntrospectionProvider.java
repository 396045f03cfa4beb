package io.authscape.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.claims.ServiceToken;
import io.authscape.keycloak.contract.ClaimNames;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.util.UserSessionUtil.UserSessionValidationResult;
import org.keycloak.util.JsonSerialization;

/**
 * Introspection that knows AuthScape's service tokens. Their {@code sub} is the client id, by which Keycloak finds no
 * user, so that it would call them inactive; all its other checks stay as they are, for these and for all other tokens.
 */
final class ServiceTokenIntrospectionProvider extends AccessTokenIntrospectionProvider<AccessToken> {

    ServiceTokenIntrospectionProvider(KeycloakSession session) {
        super(session);
    }

    @Override
    public Response introspect(String token, EventBuilder event) {
        Response response = super.introspect(token, event);
        return this.token != null && ServiceToken.isShaped(this.token) ? withoutUsername(response) : response;
    }

    @Override
    protected UserSessionValidationResult verifyUserSession() {
        if (!ServiceToken.isShaped(token)) {
            return super.verifyUserSession();
        }
        String subject = token.getSubject();
        UserModel serviceAccount = session.users().getServiceAccount(client);
        token.setSubject(serviceAccount == null ? null : serviceAccount.getId());
        try {
            return super.verifyUserSession();
        } finally {
            token.setSubject(subject);
        }
    }

    /** What a service token says was decided when it was signed; Keycloak would run its mappers again. */
    @Override
    public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
        return ServiceToken.isShaped(token) ? token : super.transformAccessToken(token, userSession);
    }

    /** Keycloak adds the service account's name; beside a {@code sub} that is no number, AuthScape's API fails on it. */
    private static Response withoutUsername(Response response) {
        try {
            ObjectNode body = (ObjectNode) JsonSerialization.mapper.readTree((byte[]) response.getEntity());
            body.remove(ClaimNames.USERNAME);
            return Response.fromResponse(response)
                    .entity(JsonSerialization.writeValueAsBytes(body))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
