package io.authscape.keycloak.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several nodes of one Keycloak: processes on loopback that share a PostgreSQL and tell each other, over TLS, what
 * changes, as production does ({@code kc.sh start --optimized}, {@code jdbc-ping}). They end as
 * {@link KeycloakServer} does.
 */
public final class KeycloakCluster implements AutoCloseable {

    /** Nodes find each other within seconds of their start; on a busy machine within a minute. */
    private static final Duration TOGETHER = Duration.ofMinutes(3);

    private static final Pattern VIEW = Pattern.compile("cluster view for channel \\S+ \\[[^]]*] \\((\\d+)\\)");

    private final String databaseUrl;
    private final Runnable databaseEnd;
    private final List<KeycloakServer> nodes = new ArrayList<>();

    private KeycloakCluster(String databaseUrl, Runnable databaseEnd) {
        this.databaseUrl = databaseUrl;
        this.databaseEnd = databaseEnd;
    }

    /**
     * Starts so many nodes, one after the other, with our jar and realm, on a PostgreSQL from Maven, and waits until they
     * are one cluster.
     *
     * @param name names homes and logs below {@code target}
     */
    public static KeycloakCluster start(String name, int size) {
        SharedPostgres database = SharedPostgres.start(
                Path.of("target", "keycloak", name + "-postgres").toAbsolutePath());
        return start(new KeycloakCluster(database.url(), database::close), name, size, server -> server);
    }

    /**
     * The same on a PostgreSQL that somebody else starts and ends.
     *
     * @param databaseUrl its JDBC URL; the account is {@code postgres} with the password {@code postgres}
     * @param further what each node has besides, such as options
     */
    public static KeycloakCluster start(
            String name, int size, String databaseUrl, UnaryOperator<KeycloakServer.Builder> further) {
        return start(new KeycloakCluster(databaseUrl, () -> {}), name, size, further);
    }

    private static KeycloakCluster start(
            KeycloakCluster cluster, String name, int size, UnaryOperator<KeycloakServer.Builder> further) {
        try {
            for (int i = 0; i < size; i++) {
                KeycloakServer.Builder node = KeycloakServer.builder()
                        .name(name + "-" + (i + 1))
                        .node(ClusterNode.on(cluster.databaseUrl()), i == 0 ? null : cluster.nodes.get(0));
                cluster.nodes.add(further.apply(node).start());
            }
            cluster.awaitTogether();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The nodes, in the order in which they were started. */
    public List<KeycloakServer> nodes() {
        return List.copyOf(nodes);
    }

    /** The database that the nodes share, for somebody who looks at it beside Keycloak. */
    public String databaseUrl() {
        return databaseUrl;
    }

    /** Waits until each node has told its log that it sees all others; what counts is what it told last. */
    public void awaitTogether() {
        Instant deadline = Instant.now().plus(TOGETHER);
        while (nodes.stream().anyMatch(node -> seen(node) != nodes.size())) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("after " + TOGETHER + " the nodes see "
                        + nodes.stream().map(KeycloakCluster::seen).toList() + " of " + nodes.size());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static int seen(KeycloakServer node) {
        Matcher views = VIEW.matcher(node.log());
        int seen = 0;
        while (views.find()) {
            seen = Integer.parseInt(views.group(1));
        }
        return seen;
    }

    @Override
    public void close() {
        nodes.forEach(KeycloakServer::close);
        databaseEnd.run();
    }
}
