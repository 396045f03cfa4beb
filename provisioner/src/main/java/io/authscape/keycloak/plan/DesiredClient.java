package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.Secret;
import java.util.Map;
import java.util.Set;

/**
 * A client as the seed wants it; what the seed leaves undefined is left out.
 *
 * @param fields in the order in which they are shown
 * @param secret {@code null} if undefined
 * @param optionalScopes {@code null} if undefined
 */
public record DesiredClient(
        String clientId,
        Map<ClientField, String> fields,
        Map<String, String> attributes,
        Secret secret,
        Set<String> defaultScopes,
        Set<String> optionalScopes) {

    /** Whether a service account must stand after the plan is carried out. */
    public boolean wantsServiceAccount() {
        return "true".equals(fields.get(ClientField.SERVICE_ACCOUNTS_ENABLED));
    }
}
