package io.authscape.keycloak.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    private final SharedPostgres database;
    private final List<KeycloakServer> nodes = new ArrayList<>();

    private KeycloakCluster(SharedPostgres database) {
        this.database = database;
    }

    /**
     * Starts so many nodes, one after the other, with our jar and realm, and waits until they are one cluster.
     *
     * @param name names homes and logs below {@code target}
     */
    public static KeycloakCluster start(String name, int size) {
        KeycloakCluster cluster = new KeycloakCluster(SharedPostgres.start(
                Path.of("target", "keycloak", name + "-postgres").toAbsolutePath()));
        try {
            for (int i = 0; i < size; i++) {
                cluster.nodes.add(KeycloakServer.builder()
                        .name(name + "-" + (i + 1))
                        .node(ClusterNode.on(cluster.databaseUrl()), i == 0 ? null : cluster.nodes.get(0))
                        .start());
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
        return database.url();
    }

    /** Waits until each node has told its log that it sees all others. */
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
        database.close();
    }
}
