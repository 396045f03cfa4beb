package io.authscape.keycloak.examples.api;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/** Tokens are checked here, and scopes by {@link EndpointPolicy}; the company is the controller's business. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    @Bean
    SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> {
                    // The way of an error to its page is no request of the caller: refused, each 500 would become a
                    // 401.
                    requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
                    requests.requestMatchers("/health").permitAll();
                    for (EndpointPolicy policy : EndpointPolicy.ALL) {
                        requests.requestMatchers(policy.endpoint()).hasAuthority("SCOPE_" + policy.scope());
                    }
                    requests.anyRequest().denyAll();
                })
                .oauth2ResourceServer(server -> server.jwt(jwt -> {})
                        .accessDeniedHandler(new RefusalWithScope())
                        // Spring Security promises otherwise, to everybody; our tokens are plain bearer tokens.
                        .protectedResourceMetadata(metadata -> metadata.protectedResourceMetadataCustomizer(
                                resource -> resource.tlsClientCertificateBoundAccessTokens(false))))
                .addFilterBefore(new IdentityServerAway(), BearerTokenAuthenticationFilter.class)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // Nothing here is done by a cookie, so nobody's browser can be made to do it.
                .csrf(AbstractHttpConfigurer::disable)
                .build();
    }

    /** Asks the identity server for its keys at the first token: the API starts without it. */
    @Bean
    JwtDecoder tokens(TokenRules rules) {
        return new SupplierJwtDecoder(() -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(rules.issuer())
                    .validateType(false) // the rules below do
                    .build();
            decoder.setJwtValidator(rules(rules));
            return decoder;
        });
    }

    /** RFC 9068, and no clock skew: as AuthScape's APIs have it. */
    static OAuth2TokenValidator<Jwt> rules(TokenRules rules) {
        return JwtValidators.createAtJwtValidator()
                .issuer(rules.issuer())
                .audience(rules.audience())
                .validators(all -> {
                    all.put("client_id", new JwtClaimValidator<>("client_id", Objects::nonNull));
                    all.put(JwtClaimNames.EXP, toTheSecond());
                    all.put(JwtClaimNames.IAT, new JwtClaimValidator<>(JwtClaimNames.IAT, Objects::nonNull));
                })
                .build();
    }

    /** In place of the validator that wants an end: by default, this one takes a token that never ends. */
    private static JwtTimestampValidator toTheSecond() {
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }
}
