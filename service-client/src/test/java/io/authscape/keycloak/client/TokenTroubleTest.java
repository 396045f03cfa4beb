package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.SignedJWT;
import io.authscape.keycloak.client.FakeServer.Reply;
import io.authscape.keycloak.client.FakeServer.Request;
import io.authscape.keycloak.testkit.Fault;
import io.authscape.keycloak.testkit.FaultProxy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with a token request, and what a service is told. */
class TokenTroubleTest {

    private static final String SECRET = "s3cret-of-nobody";
    private static final Retry QUICK = new Retry(4, Duration.ofMillis(2), Duration.ofMillis(500));

    private final FakeServer server = new FakeServer(request -> Reply.token("token-1", 3600));
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final AtomicInteger attempts = new AtomicInteger();

    private ServiceAuthenticatorBuilder builder() {
        return ServiceAuthenticator.builder()
                .tokenEndpoint(server.url() + "/connect/token")
                .clientId("service")
                .clientSecret(() -> SECRET)
                .retry(QUICK)
                .listener(new TokenListener() {
                    @Override
                    public void retrying(List<String> scopes, int attempt, Duration pause, String trouble) {
                        pauses.add(pause);
                    }

                    @Override
                    public void granted(List<String> scopes, Duration took, int needed) {
                        attempts.set(needed);
                    }
                });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void failTwice(Reply failure) {
        server.answer(request -> server.requests().size() <= 2 ? failure : Reply.token("token-1", 3600));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429, 408})
    void whatPassesIsWaitedFor(int status) {
        failTwice(new Reply(status, "<html>busy</html>", Map.of()));
        try (ServiceAuthenticator authenticator = builder().build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        assertThat(attempts).hasValue(3);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void retryAfterIsHonoured() {
        server.answer(request ->
                server.requests().size() == 1 ? Reply.unavailable("Retry-After", "0") : Reply.token("token-1", 3600));
        try (ServiceAuthenticator authenticator = builder()
                .retry(new Retry(2, Duration.ofHours(1), Duration.ofHours(1)))
                .build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        assertThat(pauses).containsExactly(Duration.ZERO);
    }

    @Test
    void aRetryAfterThatIsTooLongFailsAtOnce() {
        server.answer(request -> Reply.unavailable("Retry-After", "600"));
        try (ServiceAuthenticator authenticator = builder().build()) {
            assertThat(catchThrowableOfType(TokenUnavailableException.class, authenticator::getToken))
                    .hasMessageContaining("asks to come back in 600 s")
                    .extracting(TokenUnavailableException::attempts)
                    .isEqualTo(1);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aServerThatStaysAwayIsGivenUp() {
        String url = server.url();
        server.close();
        try (ServiceAuthenticator authenticator =
                builder().tokenEndpoint(url + "/connect/token").build()) {
            TokenUnavailableException trouble =
                    catchThrowableOfType(TokenUnavailableException.class, authenticator::getToken);
            assertThat(trouble.attempts()).isEqualTo(4);
            assertThat(trouble)
                    .hasMessageStartingWith("no token after 4 attempts: ")
                    .hasMessageContaining("can't be reached: ConnectException");
        }
    }

    /** Its head has come, so that it counts as answered for the JDK's own timeout. */
    @Test
    void anAnswerThatStallsIsGivenUp() {
        try (FaultProxy proxy = new FaultProxy(URI.create(server.url()));
                ServiceAuthenticator authenticator = builder()
                        .tokenEndpoint(proxy.url() + "/connect/token")
                        .timeout(Duration.ofSeconds(1))
                        .build()) {
            proxy.spoilOne(1, Fault.STALL_IN_BODY);

            assertThat(authenticator.getTokenAsync())
                    .succeedsWithin(Duration.ofSeconds(60))
                    .extracting(AccessToken::value)
                    .isEqualTo("token-1");
        }
        assertThat(attempts).hasValueGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request, INVALID_REQUEST",
        "401, invalid_client, INVALID_CLIENT",
        "400, invalid_grant, INVALID_GRANT",
        "400, unauthorized_client, UNAUTHORIZED_CLIENT",
        "400, unsupported_grant_type, UNSUPPORTED_GRANT_TYPE",
        "400, invalid_scope, INVALID_SCOPE",
        "400, invalid_target, OTHER",
    })
    void refusalsAreTyped(int status, String code, OAuthError error) {
        server.answer(request -> Reply.error(status, code, "Because.\\nForged line"));
        try (ServiceAuthenticator authenticator = builder().build()) {
            TokenRefusedException refusal = catchThrowableOfType(TokenRefusedException.class, authenticator::getToken);
            assertThat(refusal.error()).isEqualTo(error);
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.status()).isEqualTo(status);
            assertThat(refusal.description()).isEqualTo("Because. Forged line");
            assertThat(refusal).hasMessage("no token: " + status + " " + code + ": Because. Forged line");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporarily_unavailable", "server_error"})
    void refusalsThatPassAreWaitedFor(String code) {
        failTwice(Reply.error(400, code, ""));
        try (ServiceAuthenticator authenticator = builder().build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 404, 405})
    void whatIsNoTokenEndpointIsSaid(int status) {
        server.answer(request -> new Reply(status, "<html>", Map.of("Location", server.url() + "/elsewhere")));
        try (ServiceAuthenticator authenticator = builder().build()) {
            assertThat(catchThrowableOfType(TokenConfigurationException.class, authenticator::getToken))
                    .hasMessageContaining("answered " + status + " without an OAuth error: is it a token endpoint?");
        }
        // Not followed: the secret stays here.
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not JSON", "[]", "{}", "{\"access_token\":\"x\",\"token_type\":\"mac\"}"})
    void anAnswerWithoutATokenIsNone(String body) {
        server.answer(request -> Reply.json(200, body));
        try (ServiceAuthenticator authenticator = builder().build()) {
            assertThat(catchThrowableOfType(TokenUnavailableException.class, authenticator::getToken))
                    .hasMessageContaining("answered 200 without a bearer token");
        }
    }

    /** Keycloak's own endpoint calls a wrong secret unauthorized_client. */
    @ParameterizedTest
    @ValueSource(strings = {"invalid_client", "unauthorized_client"})
    void aSecretThatWasReplacedIsSentAtOnce(String error) {
        AtomicReference<String> secret = new AtomicReference<>("old");
        server.answer(request -> {
            // The store changes between the question and the answer.
            secret.set("new");
            return request.parameter("client_secret").equals("new")
                    ? Reply.token("token-1", 3600)
                    : Reply.error(401, error, "no");
        });
        try (ServiceAuthenticator authenticator =
                builder().clientSecret(secret::get).build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        assertThat(server.requests()).hasSize(2);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aSecretThatIsBeingWrittenIsWaitedFor() {
        AtomicInteger asked = new AtomicInteger();
        try (ServiceAuthenticator authenticator = builder()
                .clientSecret(() -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("no file");
                    }
                    return asked.get() == 2 ? "" : SECRET;
                })
                .build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        assertThat(pauses).hasSize(2);
    }

    @Test
    void theIssuersDocumentLeadsToTheEndpoint() {
        server.answer(byPath(Map.of(
                "/realms/x/.well-known/openid-configuration",
                Reply.json(
                        200,
                        "{\"issuer\":\"" + server.url() + "/realms/x\",\"token_endpoint\":\"" + server.url()
                                + "/realms/x/token\"}"),
                "/realms/x/token",
                Reply.token("token-1", 0))));
        try (ServiceAuthenticator authenticator = discovering("/realms/x")) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        assertThat(server.requests())
                .extracting(Request::path)
                .containsExactly("/realms/x/.well-known/openid-configuration", "/realms/x/token", "/realms/x/token");
    }

    @Test
    void anIssuerWithASlashIsTheSame() {
        server.answer(byPath(Map.of(
                "/.well-known/openid-configuration",
                Reply.json(
                        200,
                        "{\"issuer\":\"" + server.url() + "/\",\"token_endpoint\":\"" + server.url() + "/token\"}"),
                "/token",
                Reply.token("token-1", 3600))));
        try (ServiceAuthenticator authenticator = discovering("/")) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
    }

    /** With its slash, or without: some servers compare the audience to the letter. */
    @ParameterizedTest
    @CsvSource({"'', /", "/, ''"})
    void aStatementIsForTheIssuerAsItCallsItself(String configured, String named) throws Exception {
        server.answer(byPath(Map.of(
                "/.well-known/openid-configuration",
                Reply.json(
                        200,
                        "{\"issuer\":\"" + server.url() + named + "\",\"token_endpoint\":\"" + server.url()
                                + "/token\"}"),
                "/token",
                Reply.token("token-1", 3600))));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        PrivateKeyJwt key = PrivateKeyJwt.of(generator.generateKeyPair().getPrivate());
        try (ServiceAuthenticator authenticator =
                builder().issuer(server.url() + configured).privateKeyJwt(key).build()) {
            assertThat(authenticator.getToken().value()).isEqualTo("token-1");
        }
        SignedJWT statement = SignedJWT.parse(server.requests().get(1).parameter("client_assertion"));
        assertThat(statement.getJWTClaimsSet().getAudience()).containsExactly(server.url() + named);
    }

    @Test
    void anotherIssuersDocumentIsRefused() {
        server.answer(request ->
                Reply.json(200, "{\"issuer\":\"https://evil.example\",\"token_endpoint\":\"https://evil.example/t\"}"));
        try (ServiceAuthenticator authenticator = discovering("/realms/x")) {
            assertThat(catchThrowableOfType(TokenConfigurationException.class, authenticator::getToken))
                    .hasMessageContaining("is the document of 'https://evil.example'")
                    .hasMessageContaining("configure the issuer that it names");
        }
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://far.example.com/token", "ftp://x/y", "", "no uri"})
    void aDocumentThatLeadsTheSecretAstrayIsRefused(String endpoint) {
        server.answer(request ->
                Reply.json(200, "{\"issuer\":\"" + server.url() + "\",\"token_endpoint\":\"" + endpoint + "\"}"));
        try (ServiceAuthenticator authenticator = discovering("")) {
            assertThat(catchThrowableOfType(TokenConfigurationException.class, authenticator::getToken))
                    .hasMessageContaining("names no usable token endpoint");
        }
    }

    @Test
    void noDocumentIsSaid() {
        server.answer(request -> new Reply(404, "", Map.of()));
        try (ServiceAuthenticator authenticator = discovering("")) {
            assertThat(catchThrowableOfType(TokenConfigurationException.class, authenticator::getToken))
                    .hasMessageContaining("answered 404: is " + server.url() + " the issuer?");
        }
    }

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

    private ServiceAuthenticator discovering(String path) {
        return builder().issuer(server.url() + path).build();
    }

    private static Function<Request, Reply> byPath(Map<String, Reply> replies) {
        return request -> replies.getOrDefault(request.path(), new Reply(404, "", Map.of()));
    }
}
