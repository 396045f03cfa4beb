package io.authscape.keycloak.examples.spring;

import io.authscape.keycloak.client.ServiceAuthenticator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** One authenticator for the whole application, and the interceptor that sends its tokens. */
@AutoConfiguration
@ConditionalOnProperty("authscape.client.id")
@EnableConfigurationProperties(AuthscapeClientProperties.class)
public class AuthscapeClientAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ServiceAuthenticator serviceAuthenticator(AuthscapeClientProperties properties) {
        return ServiceAuthenticator.builder()
                .issuer(properties.issuer())
                .clientId(properties.id())
                .clientSecret(() -> read(properties.secretFile()))
                .scopes(properties.scopes().toArray(String[]::new))
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    ServiceTokenInterceptor serviceTokenInterceptor(ServiceAuthenticator authenticator) {
        return new ServiceTokenInterceptor(authenticator);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
