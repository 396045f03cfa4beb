package io.authscape.keycloak.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.SharedServers;
import io.authscape.keycloak.connect.RawRequest.Header;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ten thousand requests that nobody would write down. {@code -Dauthscape.fuzz.seed=} throws other ones, and
 * {@code -Dauthscape.fuzz.requests=} more; a failure names the seed.
 */
@ExtendWith(KeycloakExtension.class)
class ConnectFuzzIT {

    private static final long SEED = Long.getLong("authscape.fuzz.seed", 20261123L);
    private static final int REQUESTS = Integer.getInteger("authscape.fuzz.requests", 10_000);

    /** Of each test. */
    private static final Duration AT_MOST = Duration.ofSeconds(80);

    private static KeycloakServer server;
    private static FuzzRealm realm;

    private final Barrage barrage = new Barrage(SEED, AT_MOST);
    private final AtomicInteger granted = new AtomicInteger();

    @BeforeAll
    static void create(KeycloakServer modules) {
        server = modules;
        realm = new FuzzRealm(server.rootRealm());
    }

    @AfterAll
    static void remove() {
        realm.close();
    }

    @Test
    void ourEndpointsAnswerByTheTableAndLetNobodyInWhomKeycloakRefuses() {
        FuzzedRequests requests = new FuzzedRequests(realm, realm.name());
        barrage.fire(
                0,
                REQUESTS / 2,
                (chance, connections) -> answer(requests.next(chance), realm, connections.to(server.baseUri())));

        assertNothingFound(realm);
        assertThat(granted.get()).isGreaterThan(barrage.sent() / 100);
    }

    @Test
    void soTheyDoBehindAProxyThatIsTrusted() {
        try (KeycloakServer proxied = KeycloakServer.builder()
                .name("fuzz-proxied")
                .option("--proxy-headers=xforwarded")
                .start()) {
            FuzzRealm there = new FuzzRealm(proxied.rootRealm());
            FuzzedRequests requests = new FuzzedRequests(there, there.name());
            barrage.fire(0, REQUESTS / 10, (chance, connections) -> {
                // Behind a prefix that a proxy has cut off our endpoints aren't there.
                RawRequest request = requests.next(chance).without("X-Forwarded-Prefix");
                for (Header header : new FuzzedHeaders(chance).proxied().list()) {
                    request = request.with(header.name(), header.value());
                }
                return answer(request, there, connections.to(proxied.baseUri()));
            });

            assertNothingFound(there);
            assertThat(granted.get()).isGreaterThan(barrage.sent() / 100);
        }
    }

    @Test
    void aPathMeansOneThingOrIsRefused() {
        String admin = server.admin().tokenManager().getAccessTokenString();
        RawRequest adminApi = RawRequest.get("/admin/realms").with("Authorization", "Bearer " + admin);
        try (RawConnection connection = new RawConnection(server.baseUri())) {
            assertThat(connection.exchange(adminApi).status()).isEqualTo(200);
        }
        FuzzedPaths paths = new FuzzedPaths(realm.name());
        PathRule rule = new PathRule(realm.name());
        String form = "grant_type=client_credentials&client_id=" + FuzzRealm.SERVICE.id() + "&client_secret="
                + FuzzedForm.encoded(FuzzRealm.SERVICE.secret());
        barrage.fire(0, REQUESTS / 4, (chance, connections) -> {
            String target = paths.next(chance);
            RawRequest request = chance.oneIn(2)
                    ? RawRequest.get(target).with("Authorization", "Bearer " + admin)
                    : RawRequest.form(target, form);
            RawAnswer answer = connections.to(server.baseUri()).exchange(request);
            count(answer);
            return NoFailure.find(answer)
                    .or(() -> rule.find(request, answer))
                    .map(wrong -> report(wrong, request, answer).replace(admin, "***"));
        });

        assertNothingFound(realm);
        assertThat(granted.get()).isGreaterThan(barrage.sent() / 100);
    }

    @Test
    void keycloaksOwnPathsAnswerClientsThatAreNotOursAsOnAStockServer() {
        try (StockTwin twin = new StockTwin(SharedServers.stock());
                StockTwin ours =
                        new StockTwin(server).guardLike(server.rootRealm().admin())) {
            FuzzedRequests requests = new FuzzedRequests(StockTwin.placeholders(), StockTwin.REALM);
            barrage.fire(0, REQUESTS / 8, (chance, connections) -> {
                RawRequest request = requests.nextNative(chance);
                RawAnswer there = connections.to(twin.uri()).exchange(twin.own(request));
                RawAnswer here = connections.to(ours.uri()).exchange(ours.own(request));
                count(here);
                Map<String, Object> expected = StockTwin.shape(there);
                return StockTwin.shape(here).equals(expected)
                        ? Optional.empty()
                        : Optional.of(report("a stock Keycloak answers " + there, request, here));
            });

            assertNothingFound(realm);
            assertThat(granted.get()).isGreaterThan(barrage.sent() / 100);
        }
    }

    private Optional<String> answer(RawRequest request, FuzzRealm there, RawConnection connection) {
        RawAnswer answer = connection.exchange(request);
        count(answer);
        boolean token = NativeOracle.endpoint(request).equals("connect/token");
        return NoFailure.find(answer)
                .or(() -> token ? TokenTable.find(request, answer) : Optional.empty())
                .or(() -> new NativeOracle(there.name()).find(request, answer, connection))
                .map(wrong -> report(wrong, request, answer));
    }

    private void count(RawAnswer answer) {
        if (answer.status() == 200 && answer.json().has("access_token")) {
            granted.incrementAndGet();
        }
    }

    private static String report(String wrong, RawRequest request, RawAnswer answer) {
        return wrong + "\n" + request + "\n\nanswered " + answer;
    }

    private void assertNothingFound(FuzzRealm there) {
        List<String> findings = barrage.findings().stream().map(there::redact).toList();
        assertThat(findings)
                .as("%s requests of seed %s, %s tokens", barrage.sent(), SEED, granted)
                .isEmpty();
    }
}
