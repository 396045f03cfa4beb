package io.authscape.keycloak.keycloak;

import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.keycloak.OAuth2Constants;

/**
 * Adds the client's signed assertion (private_key_jwt) to every request to the token endpoint: the admin client itself
 * knows secrets only.
 */
final class ClientAssertion implements ClientRequestFilter {

    private static final long LIFE_SECONDS = 60;

    private final URI realm;
    private final Login login;

    ClientAssertion(URI server, Login login) {
        this.realm = URI.create(server + "/realms/" + login.realm() + "/");
        this.login = login;
    }

    @Override
    public void filter(ClientRequestContext request) {
        if (!request.getUri().equals(realm.resolve("protocol/openid-connect/token"))) {
            return;
        }
        @SuppressWarnings("unchecked") // The admin client's only kind of token request.
        MultivaluedMap<String, String> form = (MultivaluedMap<String, String>) request.getEntity();
        form.putSingle(OAuth2Constants.CLIENT_ASSERTION_TYPE, OAuth2Constants.CLIENT_ASSERTION_TYPE_JWT);
        form.putSingle(OAuth2Constants.CLIENT_ASSERTION, login.clientKey().sign(claims(request.getClient())));
    }

    private Map<String, Object> claims(Client http) {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", login.clientId());
        claims.put("sub", login.clientId());
        claims.put("aud", issuer(http));
        // Keycloak takes each assertion once.
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now);
        claims.put("exp", now + LIFE_SECONDS);
        return claims;
    }

    /** What the realm calls itself: behind a proxy it may be another address than the one that we use. */
    private String issuer(Client http) {
        Map<?, ?> document = http.target(realm.resolve(".well-known/openid-configuration"))
                .request()
                .get(Map.class);
        return String.valueOf(document.get("issuer"));
    }
}
