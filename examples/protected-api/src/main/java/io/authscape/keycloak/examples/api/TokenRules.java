package io.authscape.keycloak.examples.api;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Which tokens this API takes: {@code authscape.issuer} and {@code authscape.audience}.
 *
 * @param issuer as it stands in the token's {@code iss}: the realm's, {@code https://id.example.com/realms/authscape}, or
 *     the root, {@code https://id.example.com/}, where the realm runs with {@code authscape.wire.issuer=origin}
 * @param audience this API's name among the resources of its scopes
 */
@ConfigurationProperties("authscape")
public record TokenRules(String issuer, String audience) {

    public TokenRules {
        if (issuer == null || issuer.isBlank() || audience == null || audience.isBlank()) {
            throw new IllegalArgumentException("set authscape.issuer and authscape.audience");
        }
    }
}
