package io.authscape.keycloak.token.compare;

import io.authscape.keycloak.seed.Secret;
import java.util.List;

/**
 * Whose requests are sent.
 *
 * @param scopes that it may ask for
 * @param otherScope one that both servers know and the client may not ask for; {@code null} if none is known
 */
public record ComparedClient(String clientId, Secret secret, List<String> scopes, String otherScope) {

    public ComparedClient {
        scopes = List.copyOf(scopes);
    }
}
