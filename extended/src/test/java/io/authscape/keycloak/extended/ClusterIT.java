package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.Provisioner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two nodes behind nginx, on a PostgreSQL: what is done at one counts at the other, and what a service notices when one of
 * the three goes. Each test leaves both nodes running.
 */
@Timeout(600)
class ClusterIT {

    private static final String SECRET = "hunter2-one";
    private static final String OTHER = "hunter2-two";

    /** Through nginx; at most as many requests are in flight. */
    private static final int CONNECTIONS = 8;

    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final List<Figures> FIGURES = new ArrayList<>();

    private static BalancedCluster cluster;
    private static Door atOne;
    private static Door atTwo;
    private static Door balanced;

    @BeforeAll
    static void start() {
        cluster = BalancedCluster.start();
        atOne = new Door(cluster.one().baseUri());
        atTwo = new Door(cluster.two().baseUri());
        balanced = new Door(cluster.balancer());
    }

    @AfterAll
    static void stop() throws IOException {
        if (cluster != null) {
            cluster.close();
            String table = Figures.head()
                    + String.join("", FIGURES.stream().map(Figures::row).toList());
            System.out.println(table);
            Files.writeString(Path.of("target", "failover.md"), table);
        }
    }

    @Test
    void aTokenOfOneNodeIsActiveAtTheOther() {
        seed("introspected").applyAt(cluster.one());

        String ofOne = atOne.accessToken("introspected", SECRET);
        String ofTwo = atTwo.accessToken("introspected", SECRET);
        String ofEither = balanced.accessToken("introspected", SECRET);

        for (Door door : List.of(atOne, atTwo, balanced)) {
            for (String token : List.of(ofOne, ofTwo, ofEither)) {
                assertActive(door.introspect(token));
                assertActive(door.introspectNatively(token));
            }
        }
    }

    @Test
    void aTokenThatIsRevokedAtOneNodeIsInactiveAtTheOther() {
        seed("revoking").applyAt(cluster.one());
        for (Door here : List.of(atOne, atTwo)) {
            Door there = here.equals(atOne) ? atTwo : atOne;
            String token = there.accessToken("revoking", SECRET);
            assertActive(there.introspect(token));

            assertThat(here.revoke("revoking", SECRET, token).statusCode()).isEqualTo(200);

            for (Door door : List.of(there, here, balanced)) {
                assertThat(door.introspect(token).path("active").asBoolean()).isFalse();
                assertThat(door.introspectNatively(token).path("active").asBoolean())
                        .isFalse();
            }
        }
    }

    /** Where the secret was compared before, and where it was wrong before. */
    @Test
    void aSecretThatIsAddedOrRevokedAtOneNodeCountsSoAtTheOther() {
        ServiceSeed seed = seed("rotated").applyAt(cluster.one());
        for (Door door : List.of(atOne, atTwo, balanced)) {
            assertThat(status(door, "rotated", SECRET)).isEqualTo(200);
            assertThat(status(door, "rotated", OTHER)).isEqualTo(401);
        }

        seed.withSecrets(Map.of("one", SECRET, "two", OTHER)).applyAt(cluster.one());
        for (Door door : List.of(atTwo, atOne, balanced)) {
            assertThat(status(door, "rotated", OTHER)).isEqualTo(200);
            assertThat(status(door, "rotated", SECRET)).isEqualTo(200);
        }

        revoke("rotated", "one");
        for (Door door : List.of(atOne, atTwo, balanced)) {
            assertThat(status(door, "rotated", SECRET)).isEqualTo(401);
            assertThat(status(door, "rotated", OTHER)).isEqualTo(200);
        }
    }

    /** One that only the client's list says, and one that takes a client scope along. */
    @ParameterizedTest
    @ValueSource(strings = {"ept:token", "scp:api2"})
    void aPermissionThatChangesAtOneNodeCountsAtTheOther(String permission) {
        ServiceSeed seed = seed("permitted").applyAt(cluster.one());
        List<Door> doors = List.of(atTwo, atOne, balanced);
        assertThat(doors).allMatch(door -> door.ask("permitted", SECRET, "api2").statusCode() == 200);

        seed.without(permission).applyAt(cluster.one());
        assertThat(doors).allMatch(door -> door.ask("permitted", SECRET, "api2").statusCode() == 400);

        seed.applyAt(cluster.two());
        assertThat(doors).allMatch(door -> door.ask("permitted", SECRET, "api2").statusCode() == 200);
    }

    @Test
    void aNodeThatIsKilledCostsNoMoreThanWhatIsInFlight() throws Exception {
        seed("killed").applyAt(cluster.one());
        try (ServiceLoad load = load("one node is killed (`kill -9`), and comes back", "killed");
                ServiceLoad survivor = ServiceLoad.start(
                        "the other node meanwhile, without nginx", 2, PAUSE, atOne.token(), form("killed"))) {
            load.awaitMore(500);
            cluster.awaitServes(cluster.two());
            cluster.two().kill();
            load.awaitMore(500);
            cluster.comeBack(cluster.two());
            load.awaitMore(500);

            assertThat(report(load).failed()).as("%s", load.figures()).isLessThanOrEqualTo(CONNECTIONS);
            assertThat(report(survivor).failures()).isEmpty();
        }
        assertActive(atOne.introspect(atTwo.accessToken("killed", SECRET)));
        assertActive(atTwo.introspect(atOne.accessToken("killed", SECRET)));
    }

    @Test
    void aRollingRestartCostsNothing() throws Exception {
        seed("rolled").applyAt(cluster.one());
        try (ServiceLoad load = load("both nodes are restarted, one after the other (`kill -TERM`)", "rolled")) {
            for (KeycloakServer node : cluster.nodes()) {
                load.awaitMore(300);
                int told = node.log().length();
                node.terminate();
                assertThat(node.log().substring(told)).contains("Keycloak stopped in");
                load.awaitMore(300);
                cluster.comeBack(node);
            }
            load.awaitMore(300);

            assertThat(report(load).failures()).isEmpty();
        }
    }

    /** While it is away nobody gets a token; no refusal may say that it is the service's fault. */
    @Test
    void postgresMayRestart() throws Exception {
        seed("unlucky").applyAt(cluster.one());
        try (ServiceLoad load = load("PostgreSQL is restarted", "unlucky")) {
            load.awaitMore(500);
            cluster.postgres().restart(() -> {
                load.awaitFailures(CONNECTIONS * 4);
                assertThat(cluster.nodes()).allMatch(node -> BalancedCluster.health(node, "live") == 200);
                assertThat(cluster.nodes()).allMatch(node -> BalancedCluster.health(node, "ready") == 503);
                return null;
            });
            int whileAway = load.figures().failed();
            load.awaitMore(500);
            cluster.awaitServes(cluster.one());
            cluster.awaitServes(cluster.two());

            Figures figures = report(load);
            assertThat(figures.failures().keySet()).as("the server's fault").allMatch(why -> why.startsWith("50"));
            assertThat(figures.failed() - whileAway)
                    .as("what was in flight, and what met a broken connection, of either node: %s", figures)
                    .isLessThanOrEqualTo(CONNECTIONS * 3);
        }
    }

    /** As docs/operations.md has it: the dump of a running server, a database that is lost, the dump read back. */
    @Test
    void secretsAndTokensOutliveTheDatabase() {
        ServiceSeed seed = seed("restored").applyAt(cluster.one());
        String token = balanced.accessToken("restored", SECRET);
        Path dump = cluster.postgres().dump();
        ServiceSeed later =
                seed.withSecrets(Map.of("one", SECRET, "two", OTHER)).applyAt(cluster.one());
        revoke("restored", "one");
        assertThat(status(balanced, "restored", OTHER)).isEqualTo(200);
        assertThat(status(balanced, "restored", SECRET)).isEqualTo(401);

        cluster.nodes().forEach(KeycloakServer::terminate);
        cluster.postgres().loseAndRestore(dump);
        cluster.nodes().forEach(KeycloakServer::startAgain);

        for (Door door : List.of(atOne, atTwo)) {
            assertThat(status(door, "restored", SECRET))
                    .as("its revocation, too")
                    .isEqualTo(200);
            assertThat(status(door, "restored", OTHER))
                    .as("younger than the dump")
                    .isEqualTo(401);
            assertActive(door.introspect(token));
        }
        later.applyAt(cluster.one());
        assertThat(status(atTwo, "restored", OTHER)).as("but the seed has it").isEqualTo(200);
    }

    private static ServiceSeed seed(String clientId) {
        return ServiceSeed.of(clientId, Map.of("one", SECRET));
    }

    private static void revoke(String clientId, String secretId) {
        Provisioner.run(cluster.two().rootRealm(), "", Map.of(), "secrets", "revoke", clientId, secretId);
    }

    private static ServiceLoad load(String what, String clientId) {
        return ServiceLoad.start(what, CONNECTIONS, PAUSE, balanced.token(), form(clientId));
    }

    private static String form(String clientId) {
        return Door.form(clientId, SECRET, "api1");
    }

    private static Figures report(ServiceLoad load) throws InterruptedException {
        Figures figures = load.stop();
        FIGURES.add(figures);
        return figures;
    }

    private static int status(Door door, String clientId, String secret) {
        return door.ask(clientId, secret, "api1").statusCode();
    }

    private static void assertActive(JsonNode introspection) {
        assertThat(introspection.path("active").asBoolean())
                .as("%s", introspection)
                .isTrue();
        assertThat(introspection.path("aud").asText()).isEqualTo("api");
    }
}
