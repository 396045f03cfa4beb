package io.authscape.keycloak.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.Seed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenEndpointTest {

    private static final ClientSeed SERVICE = ClientSeed.named("a b")
            .secret(new Secret("p&w=1"))
            .permissions(List.of("ept:token", "gt:client_credentials", "scp:x", "scp:y", "scp:x"))
            .build();

    private final AtomicReference<String> form = new AtomicReference<>();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void theFormIsAuthScapesOwn() throws Exception {
        answer(200, "{\"access_token\":\"" + jwt() + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");

        TokenAnswer answer = new TokenEndpoint(null).ask(TokenRequest.of(SERVICE, uri()));

        assertThat(form).hasValue("grant_type=client_credentials&client_id=a+b&client_secret=p%26w%3D1&scope=x+y");
        assertThat(answer.isToken()).isTrue();
        assertThat(TokenText.of(answer))
                .contains("status: 200", "expires in 3600 seconds")
                .anySatisfy(line -> assertThat(line).contains("\"typ\" : \"at+jwt\""))
                .anySatisfy(line -> assertThat(line).contains("\"sub\" : \"a b\""))
                .noneSatisfy(line -> assertThat(line).contains(jwt()));
    }

    @Test
    void withoutScopesTheFormHasNone() throws Exception {
        answer(200, "{}");
        new TokenEndpoint(null)
                .ask(TokenRequest.of(
                        ClientSeed.named("a")
                                .secret(new Secret("s"))
                                .permissions(List.of())
                                .build(),
                        uri()));
        assertThat(form).hasValue("grant_type=client_credentials&client_id=a&client_secret=s");
    }

    @Test
    void aRefusalSaysWhatTheServerSays() throws Exception {
        answer(400, "{\"error\":\"invalid_scope\",\"error_description\":\"The specified 'scope' is invalid.\"}");
        TokenAnswer answer = new TokenEndpoint(null).ask(TokenRequest.of(SERVICE, uri()));
        assertThat(answer.isToken()).isFalse();
        assertThat(TokenText.refusal(answer))
                .isEqualTo("no token: the endpoint answered 400 'invalid_scope': 'The specified 'scope' is invalid.'");
    }

    @Test
    void anErrorPageIsNoToken() throws Exception {
        answer(200, "<html>");
        TokenAnswer answer = new TokenEndpoint(null).ask(TokenRequest.of(SERVICE, uri()));
        assertThat(TokenText.refusal(answer)).isEqualTo("no token: the endpoint answered 200");
    }

    @Test
    void theRequestIsShownWithoutItsSecret() {
        assertThat(TokenText.of(TokenRequest.of(SERVICE, uri())))
                .containsExactly("POST " + uri(), "client: a b", "scopes: x y");
    }

    @Test
    void aRealmsNameIsPartOfThePath() {
        assertThat(TokenEndpoint.of(URI.create("https://id.example.com/auth"), "rev sp+1", "connect/token"))
                .hasToString("https://id.example.com/auth/realms/rev%20sp%2B1/connect/token");
    }

    @Test
    void onlyClientsThatMayAskAreChosen() {
        ClientSeed api = ClientSeed.named("api")
                .secret(new Secret("s"))
                .permissions(List.of("ept:introspection"))
                .build();
        ClientSeed unknown = ClientSeed.named("u")
                .permissions(List.of("ept:token", "gt:client_credentials"))
                .build();
        Seed seed = new Seed("o", "r", List.of(), List.of(), List.of(api, unknown, SERVICE));
        assertThat(TokenRequest.clientsOf(seed))
                .extracting(ClientSeed::clientId)
                .containsExactly(SERVICE.clientId());
    }

    private void answer(int status, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext("/connect/token", exchange -> {
            form.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/connect/token");
    }

    private static String jwt() {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64.encodeToString("{\"sub\":\"a b\"}".getBytes(StandardCharsets.UTF_8)) + ".c2lnbmF0dXJl";
    }
}
