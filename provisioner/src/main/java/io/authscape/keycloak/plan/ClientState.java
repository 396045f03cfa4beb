package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.SecretMembers;
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
 * @param mappers names of its own protocol mappers, which no seed decides
 */
public record ClientState(
        String clientId,
        Map<ClientField, String> fields,
        Map<String, String> attributes,
        Secret secret,
        Set<String> defaultScopes,
        Set<String> optionalScopes,
        Set<String> mappers) {

    public ClientState {
        fields = Map.copyOf(fields);
        attributes = Map.copyOf(attributes);
        defaultScopes = Set.copyOf(defaultScopes);
        optionalScopes = Set.copyOf(optionalScopes);
        mappers = Set.copyOf(mappers);
    }

    /** Without mappers of its own. */
    public ClientState(
            String clientId,
            Map<ClientField, String> fields,
            Map<String, String> attributes,
            Secret secret,
            Set<String> defaultScopes,
            Set<String> optionalScopes) {
        this(clientId, fields, attributes, secret, defaultScopes, optionalScopes, Set.of());
    }

    /** Whether it proves itself by a secret that it sends, and that Keycloak keeps in plain text. */
    public boolean provesBySecret() {
        return provesBy(ClientMapping.SECRET_AUTHENTICATOR) && !"true".equals(fields.get(ClientField.BEARER_ONLY));
    }

    /** Whether it proves itself by secrets that Keycloak keeps as hashes, for our jar. */
    public boolean hasHashedSecrets() {
        return provesBy(SecretMembers.AUTHENTICATOR);
    }

    /** Keycloak lets a public client in without proof, whichever its authenticator is. */
    private boolean provesBy(String authenticator) {
        return authenticator.equals(
                        fields.getOrDefault(ClientField.CLIENT_AUTHENTICATOR_TYPE, ClientMapping.SECRET_AUTHENTICATOR))
                && !"true".equals(fields.get(ClientField.PUBLIC_CLIENT));
    }
}
