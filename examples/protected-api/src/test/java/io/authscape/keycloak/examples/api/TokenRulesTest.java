package io.authscape.keycloak.examples.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a realm doesn't issue, though its keys could sign it. */
class TokenRulesTest {

    private static final TokenRules RULES = new TokenRules("https://id.example.com/realms/authscape", "sync_api");

    @Test
    void aTokenAsTheRealmIssuesItIsTaken() {
        assertThat(judged(token -> {}).getErrors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "iat", "client_id", "sub", "jti"})
    void aTokenThatLacksAClaimIsRefused(String claim) {
        assertThat(judged(token -> token.claims(claims -> claims.remove(claim))).hasErrors())
                .isTrue();
    }

    private static OAuth2TokenValidatorResult judged(Consumer<Jwt.Builder> change) {
        Instant now = Instant.now();
        Jwt.Builder token = Jwt.withTokenValue("x")
                .header("typ", "at+jwt")
                .header("alg", "RS256")
                .issuer(RULES.issuer())
                .claim("aud", List.of(RULES.audience()))
                .subject("tenant-1")
                .claim("client_id", "tenant-1")
                .jti("1")
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofMinutes(5)));
        change.accept(token);
        return SecurityConfiguration.rules(RULES).validate(token.build());
    }
}
