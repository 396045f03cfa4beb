package io.authscape.keycloak.token.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.authscape.keycloak.seed.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What counts as compared, by what two servers say of themselves. */
class ComparisonTest {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String NOT_FOUND = "{\"error\":\"HTTP 404 Not Found\"}";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer before;
    private HttpServer after;

    @BeforeEach
    void start() throws Exception {
        before = server();
        after = server();
    }

    @AfterEach
    void stop() {
        before.stop(0);
        after.stop(0);
    }

    @Test
    void twoServersThatHaveNothingAreNotTheSame() {
        answer(before, Map.of());
        answer(after, Map.of());
        assertThatThrownBy(() -> comparison().run())
                .isInstanceOf(Comparison.Unreachable.class)
                .hasMessage("the server --old " + url(before) + " has no token endpoint: 404 at " + DISCOVERY
                        + " and 404 at /connect/token; is the address right?");
    }

    @Test
    void aDocumentThatIsAnErrorCountsAsNone() throws Exception {
        answer(before, Map.of("/connect/token", "{\"error\":\"x\"}"));
        answer(after, Map.of(DISCOVERY, "{\"token_endpoint\":\"https://x/t\"}", "/t", "{\"error\":\"x\"}"));
        List<Compared> compared = comparison().run();
        assertThat(requests).contains("/connect/token", "/t");
        assertThat(compared)
                .filteredOn(one -> one.question().equals("all scopes"))
                .allMatch(Compared::isSame);
    }

    @Test
    void aClientThatNeitherServerKnowsIsToldAndOneThatOneKnowsIsNot() throws Exception {
        answer(before, Map.of("/connect/token", "{\"error\":\"invalid_client\"}"));
        answer(after, Map.of("/connect/token", "<html>invalid_client</html>"));
        Comparison neither = comparison();
        neither.run();
        assertThat(neither.refusedByBoth()).isEqualTo("old: 401 invalid_client, new: 401");
        after.removeContext("/");
        answer(after, Map.of("/connect/token", "{\"access_token\":\"x\"}"));
        Comparison one = comparison();
        one.run();
        assertThat(one.refusedByBoth()).isNull();
    }

    @Test
    void aDocumentWithoutATokenEndpointEndsIt() {
        answer(before, Map.of("/connect/token", "{}"));
        answer(after, Map.of(DISCOVERY, "{\"token_endpoint\":\"@evil.example/token\"}"));
        assertThatThrownBy(() -> comparison().run())
                .isInstanceOf(Comparison.Unreachable.class)
                .hasMessage("the server --new " + url(after)
                        + " has no token endpoint: its discovery document names no address of one");
        assertThat(requests).containsOnly(DISCOVERY);
    }

    @Test
    void whatOnlyOneServerHasIsToldAsLeftOut() throws Exception {
        answer(
                before,
                Map.of(DISCOVERY, "{\"token_endpoint\":\"/t\",\"userinfo_endpoint\":\"/u\"}", "/t", "{}", "/u", "{}"));
        answer(after, Map.of(DISCOVERY, "{\"token_endpoint\":\"/t\",\"jwks_uri\":\"/k\"}", "/t", "{}", "/k", "{}"));
        Comparison comparison = comparison();
        comparison.run();
        assertThat(comparison.leftOut())
                .containsExactly(
                        "introspection (neither has it)",
                        "userinfo (only the old server has it)",
                        "keys (only the new server has it)",
                        "revocation (neither has it)");
        assertThat(requests).doesNotContain("/u", "/k");
    }

    private Comparison comparison() {
        return new Comparison(
                URI.create(url(before)),
                URI.create(url(after)),
                null,
                new ComparedClient("c", new Secret("s"), List.of("api1"), null),
                true);
    }

    private static HttpServer server() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        return server;
    }

    /** Bodies by their paths; all else isn't there, in JSON, as Keycloak says it. */
    private void answer(HttpServer server, Map<String, String> bodies) {
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().toString();
            requests.add(path);
            byte[] bytes = bodies.getOrDefault(path, NOT_FOUND).getBytes(StandardCharsets.UTF_8);
            int found = bodies.getOrDefault(path, "").contains("invalid_client") ? 401 : 200;
            exchange.sendResponseHeaders(bodies.containsKey(path) ? found : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
