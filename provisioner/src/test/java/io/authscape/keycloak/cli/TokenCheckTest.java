package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.PlanOptions;
import io.authscape.keycloak.plan.RealmState;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.Seed;
import io.authscape.keycloak.token.TokenEndpoint;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code --verify-token} makes of a refusal: the provisioner need not be where the client may be. */
class TokenCheckTest {

    private static final String UNREADABLE = "{\"v\":1,\"networks\":[\"10.0.0.1/8\"]}";
    private static final String LIST = "{\"v\":1,\"networks\":[\"192.0.2.7\"]}";
    private static final String REFUSAL = "This client application is not allowed to request tokens from this network.";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
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
    void whoIsElsewhereCannotVerifyAndThatIsNoFailure() {
        answer(400, "unauthorized_client", REFUSAL);

        assertThat(verify(List.of("10.0.0.0/8", "2001:db8::/32"), null)).isEqualTo(ExitCodes.DONE);

        assertThat(out.toString())
                .startsWith("token of client 'c': not verified from here, for its networks are 10.0.0.0/8,"
                        + " 2001:db8::/32\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void networksFromBeforeCountToo() {
        answer(400, "unauthorized_client", REFUSAL);

        assertThat(verify(null, LIST)).isEqualTo(ExitCodes.DONE);

        assertThat(out.toString()).contains("not verified from here, for its networks are 192.0.2.7\n");
    }

    /** Nobody is inside of it, wherever he asks. */
    @Test
    void aListThatCannotBeReadIsAFailure() {
        answer(400, "unauthorized_client", REFUSAL);

        assertThat(verify(null, UNREADABLE)).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains("error: client 'c': no token: the endpoint answered 400");
    }

    @Test
    void whoHasNoNetworksMayNotBeRefusedForThem() {
        answer(400, "unauthorized_client", REFUSAL);

        assertThat(verify(null, null)).isEqualTo(ExitCodes.FAILED);
        assertThat(verify(List.of(), LIST)).as("they are gone").isEqualTo(ExitCodes.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "401, unauthorized_client, This client application is not allowed to request tokens from this network.",
        "400, invalid_grant, This client application is not allowed to request tokens from this network.",
        "400, unauthorized_client, This client application is not allowed to use the token endpoint.",
    })
    void anyOtherRefusalIsAFailure(int status, String error, String description) {
        answer(status, error, description);

        assertThat(verify(List.of("10.0.0.0/8"), null)).isEqualTo(ExitCodes.FAILED);
        assertThat(err.toString()).contains(description);
    }

    /**
     * @param networks of the seed; {@code null} if it says nothing
     * @param standing the client's attribute in Keycloak; {@code null} if it has none
     * @return the exit code
     */
    private int verify(List<String> networks, String standing) {
        Seed seed = new Seed(
                "me",
                "r",
                List.of(),
                List.of(),
                List.of(ClientSeed.named("c")
                        .secret(new Secret("hunter2hunter2"))
                        .permissions(List.of("ept:token", "gt:client_credentials"))
                        .allowedNetworks(networks)
                        .build()));
        Map<String, String> attributes = standing == null
                ? Map.of(AttributeNames.MANAGED_BY, "me")
                : Map.of(AttributeNames.MANAGED_BY, "me", AttributeNames.NETWORKS, standing);
        RealmState state = RealmState.of(
                Map.of(),
                Map.of("authscape", new ScopeState("authscape", Map.of(), Map.of(), List.of())),
                Map.of("c", new ClientState("c", Map.of(), attributes, null, Set.of(), Set.of())));
        Planned planned = Planned.of(seed, state, PlanOptions.NONE);
        Plan plan = planned.plan();
        assertThat(plan.refusals()).isEmpty();
        Terminal terminal = new Terminal(
                new PrintWriter(out, true), new PrintWriter(err, true), Map.of(), InputStream.nullInputStream());
        ApplyReport report = new ApplyReport(terminal, plan, ReportFile.begin(null));
        plan.clients().forEach(report::done);
        out.getBuffer().setLength(0);
        URI endpoint = URI.create("http://localhost:" + server.getAddress().getPort() + "/token");
        new TokenCheck(planned, plan, endpoint, new TokenEndpoint(null)).look(report);
        return report.finish();
    }

    private void answer(int status, String error, String description) {
        byte[] body = ("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        server.createContext("/token", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
