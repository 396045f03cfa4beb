package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretReference;
import java.util.Map;
import java.util.Set;

/**
 * A client as the seed wants it; what the seed leaves undefined is left out.
 *
 * @param fields in the order in which they are shown
 * @param secret {@code null} if undefined, or not made yet
 * @param secretSink where the secret goes that is made when the plan is carried out; {@code null} if the seed asks for
 *     none, or if the sink has one already, which then is {@code secret}
 * @param optionalScopes {@code null} if undefined
 */
public record DesiredClient(
        String clientId,
        Map<ClientField, String> fields,
        Map<String, String> attributes,
        Secret secret,
        SecretReference secretSink,
        Set<String> defaultScopes,
        Set<String> optionalScopes) {

    public DesiredClient(
            String clientId,
            Map<ClientField, String> fields,
            Map<String, String> attributes,
            Secret secret,
            Set<String> defaultScopes,
            Set<String> optionalScopes) {
        this(clientId, fields, attributes, secret, null, defaultScopes, optionalScopes);
    }

    /** Whether the secret is still to be made, and put into its sink. */
    public boolean generatesSecret() {
        return secret == null && secretSink != null;
    }

    /** The same client with the secret that stands in its sink now. */
    public DesiredClient withSecret(Secret made) {
        return new DesiredClient(clientId, fields, attributes, made, null, defaultScopes, optionalScopes);
    }

    /** Whether a service account must stand after the plan is carried out. */
    public boolean wantsServiceAccount() {
        return "true".equals(fields.get(ClientField.SERVICE_ACCOUNTS_ENABLED));
    }
}
