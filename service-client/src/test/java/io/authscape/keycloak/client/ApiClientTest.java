package io.authscape.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import io.authscape.keycloak.client.FakeServer.Reply;
import io.authscape.keycloak.client.FakeServer.Request;
import io.authscape.keycloak.testkit.Fault;
import io.authscape.keycloak.testkit.FaultProxy;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClientTest {

    private final AtomicInteger number = new AtomicInteger();
    private final FakeServer identity =
            new FakeServer(request -> Reply.token("token-" + number.incrementAndGet(), 3600));
    private final FakeServer server = new FakeServer(request -> Reply.json(200, "{\"name\":\"first\",\"more\":1}"));
    private final TestClock clock = new TestClock();
    private final ServiceAuthenticator authenticator = ServiceAuthenticator.builder()
            .tokenEndpoint(identity.url())
            .clientId("service")
            .clientSecret(() -> "s3cret")
            .scopes("api1")
            .retry(Retry.NEVER)
            .clock(clock)
            .ticker(clock::ticks)
            .build();
    private final ApiClient api = ApiClient.builder(server.url() + "/v1/", authenticator)
            .timeout(Duration.ofSeconds(60))
            .build();

    record Item(String name) {}

    @AfterEach
    void stop() {
        authenticator.close();
        server.close();
        identity.close();
    }

    @Test
    void jsonComesAndGoesWithTheToken() {
        assertThat(api.get("/items/1?x=a%20b", Item.class)).isEqualTo(new Item("first"));
        assertThat(api.post("items", new Item("new"), Item.class).name()).isEqualTo("first");
        assertThat(api.put("/items/1", new Item("changed"), Void.class)).isNull();
        api.delete("/items/1");

        assertThat(server.requests())
                .containsExactly(
                        new Request("GET", "/v1/items/1?x=a%20b", "Bearer token-1", ""),
                        new Request("POST", "/v1/items", "Bearer token-1", "{\"name\":\"new\"}"),
                        new Request("PUT", "/v1/items/1", "Bearer token-1", "{\"name\":\"changed\"}"),
                        new Request("DELETE", "/v1/items/1", "Bearer token-1", ""));
    }

    @Test
    void listsHaveTheirType() {
        server.answer(request -> Reply.json(200, "[{\"name\":\"a\"},{\"name\":\"b\"}]"));

        assertThat(api.get("/items", new TypeReference<List<Item>>() {})).containsExactly(new Item("a"), new Item("b"));
    }

    @Test
    void aRefusedTokenIsReplacedOnce() {
        server.answer(request -> request.authorization().equals("Bearer token-1")
                ? new Reply(401, "", Map.of("WWW-Authenticate", "Bearer error=\"invalid_token\""))
                : Reply.json(200, "{\"name\":\"first\"}"));
        authenticator.getToken();
        clock.pass(Duration.ofMinutes(1));

        assertThat(api.post("/items", new Item("new"), Item.class).name()).isEqualTo("first");
        assertThat(server.requests())
                .extracting(Request::authorization)
                .containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void anApiThatRefusesEveryTokenCostsOneToken() {
        server.answer(request -> new Reply(401, "", Map.of()));
        authenticator.getToken();
        clock.pass(Duration.ofMinutes(1));

        for (int call = 0; call < 5; call++) {
            assertThat(catchThrowableOfType(ApiStatusException.class, () -> api.get("/items", Item.class))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(identity.requests()).hasSize(2);
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void aStatusIsLookedAtBeforeTheBody() {
        server.answer(request -> new Reply(500, "<html>stack trace</html>", Map.of("Content-Type", "text/html")));

        ApiStatusException trouble =
                catchThrowableOfType(ApiStatusException.class, () -> api.get("/items?secret=x", Item.class));

        assertThat(trouble).hasMessage("GET " + server.url() + "/v1/items was answered 500");
        assertThat(trouble.body()).isEqualTo("<html>stack trace</html>");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aRefusalSaysWhatIsMissing() {
        server.answer(request -> new Reply(
                403,
                "",
                Map.of(
                        "WWW-Authenticate",
                        "Bearer error=\"insufficient_scope\", error_description=\"It says \\\"no\\\"\", scope=\"sync.write\"",
                        "Retry-After",
                        "7")));

        ApiStatusException refusal =
                catchThrowableOfType(ApiStatusException.class, () -> api.get("/items", Item.class));

        assertThat(refusal.challenge())
                .isEqualTo(new BearerChallenge("insufficient_scope", "It says \"no\"", "sync.write"));
        assertThat(refusal)
                .hasMessageEndingWith(
                        "was answered 403 (insufficient_scope: It says \"no\", it wants scope sync.write)");
        assertThat(refusal.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "Bearer|||",
                "bearer error=invalid_token|invalid_token||",
                "Basic realm=\"x\"|||",
                "Basic realm=\"x\", Bearer realm=\"y\", error=\"invalid_token\"|invalid_token||",
                "Bearer error=\"a, scope=b\"|a, scope=b||",
                "Bearer error=\"unclosed|||",
                "Bearerish error=\"x\"|||",
            })
    void challengesAreRead(String header, String error, String description, String scope) {
        HttpHeaders headers = HttpHeaders.of(Map.of("WWW-Authenticate", List.of(header)), (name, value) -> true);

        BearerChallenge challenge = BearerChallenge.of(headers);

        assertThat(challenge.error()).isEqualTo(error == null ? "" : error);
        assertThat(challenge.description()).isEqualTo(description == null ? "" : description);
        assertThat(challenge.scope()).isEqualTo(scope == null ? "" : scope);
    }

    @ParameterizedTest
    @CsvSource({
        "'', application/json, without a body",
        "<html>, text/html, 'with ''text/html'' instead of JSON'",
        "{\"name\":, application/json, JSON that is no",
        "{\"name\":{}}, application/problem+json, JSON that is no",
    })
    void anAnswerThatIsNoJsonOfThatTypeIsSaid(String body, String content, String message) {
        server.answer(request -> new Reply(200, body, Map.of("Content-Type", content)));

        assertThat(catchThrowableOfType(ApiContentException.class, () -> api.get("/items", Item.class)))
                .hasMessageContaining(message)
                .hasNoCause();
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.answer(request -> new Reply(302, "", Map.of("Location", identity.url())));

        assertThat(catchThrowableOfType(ApiStatusException.class, () -> api.get("/items", Item.class))
                        .status())
                .isEqualTo(302);
        assertThat(identity.requests()).hasSize(1);
    }

    @Test
    void slownessHasAnEnd() {
        CountDownLatch end = new CountDownLatch(1);
        server.answer(request -> {
            try {
                end.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Reply.json(200, "{}");
        });
        ApiClient hasty = ApiClient.builder(server.url(), authenticator)
                .timeout(Duration.ofMillis(100))
                .build();

        assertThat(catchThrowableOfType(ApiUnreachableException.class, () -> hasty.get("/items", Item.class)))
                .hasMessageContaining("got no answer: HttpTimeoutException");
        end.countDown();
    }

    @Test
    @Timeout(60)
    void anAnswerThatStallsHasAnEnd() {
        try (FaultProxy proxy = new FaultProxy(URI.create(server.url()))) {
            proxy.spoilOne(1, Fault.STALL_IN_BODY);
            ApiClient hasty = ApiClient.builder(proxy.url(), authenticator)
                    .timeout(Duration.ofSeconds(1))
                    .build();

            assertThat(catchThrowableOfType(ApiUnreachableException.class, () -> hasty.get("/items", Item.class)))
                    .hasMessageContaining("got no answer: HttpTimeoutException");
        }
    }

    @Test
    void whoIsInterruptedInTheMiddleOfAnAnswerLeaves() throws Exception {
        authenticator.getToken();
        try (FaultProxy proxy = new FaultProxy(URI.create(server.url()))) {
            proxy.spoilOne(1, Fault.STALL_IN_BODY);
            ApiClient patient = ApiClient.builder(proxy.url(), authenticator)
                    .timeout(Duration.ofHours(1))
                    .build();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                assertThatExceptionOfType(ApiUnreachableException.class)
                        .isThrownBy(() -> patient.get("/items", Item.class));
                interrupted.complete(Thread.currentThread().isInterrupted());
            });
            caller.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !server.requests().isEmpty());
            caller.interrupt();

            assertThat(interrupted.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anInterruptedCallEndsAndTheThreadStaysInterrupted() {
        authenticator.getToken();
        Thread.currentThread().interrupt();

        assertThat(catchThrowableOfType(ApiUnreachableException.class, () -> api.get("/items", Item.class)))
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/", "//evil.example/", "../admin", "a/../../admin", "a b"})
    void theTokenGoesNowhereElse(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> api.get(path, Item.class));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void unsafeAddressesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ApiClient.builder("http://api.example.com", authenticator)
                .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiClient.builder("https://api.example.com?x=y", authenticator)
                        .build());
        assertThat(api.toString()).contains(server.url()).doesNotContain("s3cret");
    }
}
