package io.authscape.keycloak.examples.spring;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code authscape.client.*}.
 *
 * @param issuer where tokens come from
 * @param secretFile a file with the client's secret, read at each token request: what is rotated there is picked up
 */
@ConfigurationProperties("authscape.client")
public record AuthscapeClientProperties(String issuer, String id, Path secretFile, List<String> scopes) {

    public AuthscapeClientProperties {
        if (issuer == null || id == null || secretFile == null) {
            throw new IllegalArgumentException(
                    "set authscape.client.issuer, authscape.client.id and authscape.client.secret-file");
        }
        scopes = scopes == null ? List.of() : List.copyOf(scopes);
    }
}
