package io.authscape.keycloak.testkit;

import java.util.List;

/**
 * What makes a server one node of several.
 *
 * @param database JDBC URL of the PostgreSQL that they share, and in which they find each other
 * @param port where it listens to the others, on loopback
 */
record ClusterNode(String database, int port) {

    static final String PASSWORD = "postgres";

    static final List<String> BUILD_OPTIONS = List.of("--db=postgres", "--cache=ispn");

    /** JGroups listens there for signs of life, beside its port. */
    private static final int FAILURE_DETECTION = 50_000;

    /** So that the second port is none that systems hand out for outgoing connections. */
    private static final int FIRST = 11_100;

    private static final int LAST = 15_500;

    static ClusterNode on(String database) {
        return new ClusterNode(database, FreePorts.one(FIRST, LAST, FAILURE_DETECTION));
    }

    List<String> options() {
        return List.of(
                "--db-url=" + database,
                "--db-username=postgres",
                // Of a throw-away database on loopback.
                "--db-password=" + PASSWORD,
                "--cache-embedded-network-bind-address=127.0.0.1",
                "--cache-embedded-network-bind-port=" + port);
    }
}
