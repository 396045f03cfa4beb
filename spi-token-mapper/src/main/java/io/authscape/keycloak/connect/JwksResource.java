package io.authscape.keycloak.connect;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.stream.Stream;
import org.keycloak.crypto.KeyUse;
import org.keycloak.events.EventBuilder;
import org.keycloak.jose.jwk.JSONWebKeySet;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCLoginProtocolService;

/** {@code …/.well-known/jwks} (RFC 7517): Keycloak's own document, without the keys that don't sign. */
public final class JwksResource extends ConnectEndpoint {

    JwksResource(KeycloakSession session) {
        super(session);
    }

    @GET
    public Response keys() {
        return answer(() -> {
            EventBuilder event = new EventBuilder(realm, session, context.getConnection());
            Object keys =
                    new OIDCLoginProtocolService(session, event).certs().getEntity(); // adds the CORS headers, too
            return answer.document(Map.of("keys", signing((JSONWebKeySet) keys).toList()));
        });
    }

    private static Stream<JWK> signing(JSONWebKeySet keys) {
        return Stream.of(keys.getKeys()).filter(key -> KeyUse.SIG.getSpecName().equals(key.getPublicKeyUse()));
    }

    @Override
    String[] methods() {
        return new String[] {"GET", "OPTIONS"};
    }
}
