package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.authscape.keycloak.client.FakeServer.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What would send a secret astray or show it. */
class UnsafeSettingsTest extends WithTroubledServer {

    @Test
    void whatIsMissingOrUnsafeIsSaidBeforeAnythingIsSent() {
        ServiceAuthenticatorBuilder empty = ServiceAuthenticator.builder();
        assertThatIllegalArgumentException().isThrownBy(empty::build).withMessageContaining("issuer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .tokenEndpoint("http://id.example.com/connect/token")
                        .build())
                .withMessageContaining("use https");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .tokenEndpoint("https://me:pw@id.example.com/connect/token")
                        .build())
                .withMessageNotContaining("pw");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().tokenEndpoint("/connect/token").build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().clientId("").build());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> empty.tokenEndpoint("https://x/").clientId("x").build())
                .withMessageContaining("secret");
        builder()
                .tokenEndpoint("http://id.example.com/connect/token")
                .allowPlainHttp()
                .build()
                .close();
    }

    @ParameterizedTest
    @EnumSource(value = HttpClient.Redirect.class, names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
    void anHttpClientThatFollowsRedirectsIsRefused(HttpClient.Redirect redirects) {
        HttpClient following =
                HttpClient.newBuilder().followRedirects(redirects).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().httpClient(following))
                .withMessageContaining("follows redirects (" + redirects + ")")
                .withMessageContaining("Redirect.NEVER");
        try (ServiceAuthenticator authenticator =
                builder().httpClient(HttpClient.newHttpClient()).build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> ApiClient.builder(server.url(), authenticator).httpClient(following))
                    .withMessageContaining("follows redirects (" + redirects + ")");
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
    }

    /** Whatever happens, and however much is logged. */
    @Test
    void noSecretAndNoTokenIsInALogAnExceptionOrAText() {
        StringWriter seen = new StringWriter();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                seen.append(new SimpleFormatter().format(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.authscape.keycloak.client");
        logger.addHandler(handler);
        logger.setLevel(Level.ALL);
        try (ServiceAuthenticator authenticator =
                builder().pauseAfterFailure(Duration.ZERO).build()) {
            for (Reply reply : List.of(
                    Reply.unavailable(),
                    Reply.error(401, "invalid_client", "no"),
                    Reply.json(200, "{\"access_token\":\"\"}"),
                    new Reply(404, "", Map.of()))) {
                server.answer(request -> reply);
                catchThrowableOfType(TokenException.class, authenticator::getToken)
                        .printStackTrace(new PrintWriter(seen));
            }
            server.answer(request -> Reply.token("token-nobody-sees", 3600));
            seen.append(authenticator.getToken().toString());
            seen.append(authenticator.toString());
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
        assertThat(seen.toString())
                .contains("no token: 401 invalid_client: no", "token request", "answered 503", "by client secret")
                .doesNotContain(SECRET, "token-nobody-sees");
    }
}
