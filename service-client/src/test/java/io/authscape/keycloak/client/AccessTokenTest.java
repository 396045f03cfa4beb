package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTokenTest {

    @ParameterizedTest
    @CsvSource({
        "PT1H, PT60S",
        "PT10M, PT60S",
        "PT9M, PT54S",
        "PT30S, PT3S",
        "PT1S, PT0.1S",
        "PT0S, PT0S",
    })
    void theMarginIsAMinuteOrATenth(Duration lifetime, Duration margin) {
        AccessToken token = new AccessToken("x", List.of(), 1_000_000, lifetime);

        long end = 1_000_000 + lifetime.toMillis();
        assertThat(token.staleAt()).isEqualTo(end - margin.toMillis());
        assertThat(token.renewAt()).isEqualTo(end - 2 * margin.toMillis());
        assertThat(token.deadAt()).isEqualTo(end);
        assertThat(token.expiresAt()).isEqualTo(Instant.ofEpochMilli(end));
    }

    @Test
    void itsTextIsInNoMessage() {
        assertThat(new AccessToken("eyJ-secret", List.of("api1", "api2"), 0, Duration.ofSeconds(60)))
                .hasToString("access token for api1 api2 until 1970-01-01T00:01:00Z");
    }
}
