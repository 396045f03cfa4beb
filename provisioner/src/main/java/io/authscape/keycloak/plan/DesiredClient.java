package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.SecretStorage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A client as the seed wants it; what the seed leaves undefined is left out.
 *
 * @param fields in the order in which they are shown
 * @param secretStorage how Keycloak keeps the secrets; {@code null} if they are left as they are, or it has none
 * @param secrets one at most if they are kept in plain text
 * @param optionalScopes {@code null} if undefined
 */
public record DesiredClient(
        String clientId,
        Map<ClientField, String> fields,
        Map<String, String> attributes,
        SecretStorage secretStorage,
        List<SecretSeed> secrets,
        Set<String> defaultScopes,
        Set<String> optionalScopes) {

    public DesiredClient {
        secrets = List.copyOf(secrets);
    }

    public boolean isHashed() {
        return secretStorage == SecretStorage.HASHED;
    }

    /** Whether Keycloak gets the secret in plain text. */
    public boolean isPlain() {
        return secretStorage == SecretStorage.PLAIN;
    }

    /** What Keycloak gets in plain text; {@code null} if it gets nothing, or if it is not made yet. */
    public Secret plainSecret() {
        return isPlain() && !secrets.isEmpty() ? secrets.get(0).value() : null;
    }

    /** The secrets that are made when the plan is carried out, and put into their sinks. */
    public List<SecretSeed> secretsToMake() {
        return secrets.stream().filter(SecretSeed::isToBeMade).toList();
    }

    /** The same client with each secret replaced, by one whose value is known now. */
    DesiredClient withSecrets(UnaryOperator<SecretSeed> replacement) {
        return new DesiredClient(
                clientId,
                fields,
                attributes,
                secretStorage,
                secrets.stream().map(replacement).toList(),
                defaultScopes,
                optionalScopes);
    }

    /** Whether a service account must stand after the plan is carried out. */
    public boolean wantsServiceAccount() {
        return "true".equals(fields.get(ClientField.SERVICE_ACCOUNTS_ENABLED));
    }
}
