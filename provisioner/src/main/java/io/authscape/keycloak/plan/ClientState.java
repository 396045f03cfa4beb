package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.Secret;
import java.util.Map;
import java.util.Set;

/**
 * A client as it stands in Keycloak.
 *
 * @param fields values as text; booleans are {@code "true"} and {@code "false"}; what is undefined is left out
 * @param secret {@code null} if Keycloak shows none
 * @param defaultScopes names of the attached default client scopes
 * @param optionalScopes names of the attached optional client scopes
 */
public record ClientState(
        String clientId,
        Map<ClientField, String> fields,
        Map<String, String> attributes,
        Secret secret,
        Set<String> defaultScopes,
        Set<String> optionalScopes) {

    public ClientState {
        fields = Map.copyOf(fields);
        attributes = Map.copyOf(attributes);
        defaultScopes = Set.copyOf(defaultScopes);
        optionalScopes = Set.copyOf(optionalScopes);
    }
}
