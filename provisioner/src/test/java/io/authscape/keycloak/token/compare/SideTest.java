package io.authscape.keycloak.token.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.authscape.keycloak.seed.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests go, and where they don't. */
class SideTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpServer elsewhere;

    @BeforeEach
    void start() throws Exception {
        server = server();
        elsewhere = server();
    }

    private static HttpServer server() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        server.stop(0);
        elsewhere.stop(0);
    }

    @Test
    void ofTheDocumentOnlyThePathsCount() throws Exception {
        elsewhere.createContext("/", exchange -> {
            requests.add("elsewhere " + exchange.getRequestURI());
            exchange.close();
        });
        answer("{\"issuer\":\"" + url(elsewhere) + "/\",\"token_endpoint\":\"" + url(elsewhere) + "/oauth/token\"}");

        Side side = new Side("old", URI.create(url(server)), null);
        side.discover();
        side.ask(question());

        assertThat(requests).containsExactly("/.well-known/openid-configuration", "/oauth/token");
        assertThat(side.has(Endpoint.REVOCATION)).isFalse();
        assertThat(side.has(Endpoint.USERINFO))
                .as("what a document leaves out isn't there")
                .isFalse();
    }

    /** Put behind a host's name, each of them would make another host, user or port of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@evil.example/token",
                ".evil.example/t",
                "connect/token",
                "//evil.example/token",
                "https://idp.example.com//evil.example/token",
                "urn:token",
                "https://idp.example.com",
                "?token",
                "::"
            })
    void aPathThatIsNoneIsNotAsked(String address) throws Exception {
        answer("{\"token_endpoint\":\"" + address + "\"}");
        Side side = new Side("old", URI.create(url(server)), null);
        side.discover();
        if (address.startsWith("//")) {
            assertThat(side.has(Endpoint.TOKEN))
                    .as("an address without its scheme")
                    .isTrue();
            side.ask(question());
            assertThat(requests).containsExactly("/.well-known/openid-configuration", "/token");
        } else {
            assertThat(side.has(Endpoint.TOKEN)).isFalse();
        }
    }

    @Test
    void nothingThatTheAddressIsMadeOfLeavesTheServer() {
        Side side = new Side("old", URI.create("http://id.example.com:8080/auth"), null);
        assertThat(side.isBelow(URI.create("http://id.example.com:8080/token"))).isTrue();
        assertThat(side.isBelow(URI.create("https://id.example.com:8080/token")))
                .isFalse();
        assertThat(side.isBelow(URI.create("http://id.example.com/token"))).isFalse();
        assertThat(side.isBelow(URI.create("http://id.example.com:8080@evil.example/token")))
                .isFalse();
        assertThat(side.isBelow(URI.create("http://id.example.com.evil.example:8080/token")))
                .isFalse();
    }

    @Test
    void anOpaqueTokenThatComesBackElsewhereIsNotShown() throws Exception {
        answer("{\"access_token\":\"opaque+token/1\",\"refresh_token\":\"refresh-token-1\",\"error\":\"opaque+token/1"
                + " refresh-token-1 opaque%2Btoken%2F1\",\"token_endpoint\":\"/token\"}");
        Side side = new Side("old", URI.create(url(server)), null);
        side.discover();
        WireReply reply = side.ask(question());
        assertThat(side.written(reply).at("/json/error").asText()).isEqualTo("<token> <token> <token>");
        assertThat(side.toString()).doesNotContain("opaque");
    }

    @Test
    void aRedirectIsAnAnswer() throws Exception {
        elsewhere.createContext("/", exchange -> {
            requests.add("elsewhere");
            exchange.close();
        });
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Location", url(elsewhere) + "/connect/token");
            exchange.sendResponseHeaders(307, -1);
            exchange.close();
        });

        Side side = new Side("old", URI.create(url(server)), null);
        side.discover();

        assertThat(side.ask(question()).status()).isEqualTo(307);
        assertThat(requests).isEmpty();
    }

    @Test
    void withoutADocumentThePathsAreAuthScapes() throws Exception {
        answer("<html>");
        Side side = new Side("old", URI.create(url(server) + "/auth"), null);
        side.discover();
        side.ask(question());
        assertThat(requests).containsExactly("/auth/.well-known/openid-configuration", "/auth/connect/token");
    }

    @Test
    void theNumberOfRequestsIsBounded() {
        List<String> scopes = IntStream.range(0, 500).mapToObj(i -> "s" + i).toList();
        List<Question> questions = QuestionList.of(new ComparedClient("c", new Secret("s"), scopes, "other"));
        assertThat(questions).hasSizeLessThan(65).extracting(Question::name).doesNotHaveDuplicates();
        assertThat(questions)
                .as("nor is one longer than a server takes")
                .allMatch(question -> question.body() == null || question.body().length() < 500);
    }

    private static Question question() {
        return QuestionList.of(new ComparedClient("c", new Secret("s"), List.of("api1"), null))
                .get(0);
    }

    private void answer(String body) {
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().toString());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
