package io.authscape.keycloak.extended;

import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.FreePorts;
import io.authscape.keycloak.testkit.KeycloakCluster;
import io.authscape.keycloak.testkit.KeycloakServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What docs/operations.md describes: two nodes, one PostgreSQL, nginx before them. */
final class BalancedCluster implements AutoCloseable {

    private static final Part PART = new Part("two nodes behind a load balancer");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final DebianPostgres postgres;
    private final URI root;
    private KeycloakCluster nodes;
    private Nginx balancer;

    private BalancedCluster(DebianPostgres postgres, URI root) {
        this.postgres = postgres;
        this.root = root;
    }

    static BalancedCluster start() {
        Nginx.needed(PART);
        int port = FreePorts.one();
        BalancedCluster cluster =
                new BalancedCluster(DebianPostgres.start(PART), URI.create("http://127.0.0.1:" + port + "/"));
        try {
            cluster.nodes = KeycloakCluster.start(
                    "balanced", 2, cluster.postgres.url(), node -> node.buildOption("--metrics-enabled=true")
                            .buildOption("--event-metrics-user-enabled=true")
                            // Where services find it, whichever node they reach: the issuer of every token.
                            .option("--hostname=" + cluster.root.toString().replaceFirst("/$", ""))
                            .option("--proxy-headers=xforwarded")
                            .option("--server-async-bootstrap=false")
                            .option("--shutdown-delay=2s"));
            cluster.balancer = Nginx.start(
                    port,
                    cluster.nodes.nodes().stream()
                            .map(node -> node.baseUri().getAuthority())
                            .toList());
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    KeycloakServer one() {
        return nodes.nodes().get(0);
    }

    KeycloakServer two() {
        return nodes.nodes().get(1);
    }

    List<KeycloakServer> nodes() {
        return nodes.nodes();
    }

    DebianPostgres postgres() {
        return postgres;
    }

    /** Where nginx listens. */
    URI balancer() {
        return root;
    }

    /** The status of {@code /health/ready} or {@code /health/live} of a node. */
    static int health(KeycloakServer node, String which) {
        return Wire.http1().get(node.managementUri().resolve("health/" + which)).statusCode();
    }

    /** Starts a node again, and waits until the other one sees it and services reach it by way of nginx. */
    void comeBack(KeycloakServer node) throws InterruptedException {
        node.startAgain();
        nodes.awaitTogether();
        awaitServes(node);
    }

    /** Waits until a node gives tokens to those who ask nginx; somebody must ask meanwhile. */
    void awaitServes(KeycloakServer node) throws InterruptedException {
        double before = granted(node);
        Instant deadline = Instant.now().plus(PATIENCE);
        while (granted(node) <= before) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("nginx sends nobody to " + node.url() + "; it says: " + balancer.errors());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** How many tokens a node has given at the root's door since its start, from its metrics. */
    private static double granted(KeycloakServer node) {
        return Wire.http1()
                .get(node.managementUri().resolve("metrics"))
                .body()
                .lines()
                .filter(line -> line.startsWith("authscape_token_requests_total{")
                        && line.contains("door=\"root\"")
                        && line.contains("outcome=\"granted\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        if (balancer != null) {
            balancer.close();
        }
        if (nodes != null) {
            nodes.close();
        }
        postgres.close();
    }
}
