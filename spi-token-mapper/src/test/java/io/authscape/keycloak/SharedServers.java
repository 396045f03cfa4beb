package io.authscape.keycloak;

import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Servers with settings that several test classes need, one after the other: a start takes longer than what most of them
 * ask. The realm behind the root is made anew for each of them. They end with the JVM.
 */
public final class SharedServers {

    /** Where {@link #withHostname()} says that it is. */
    public static final String HOST = "http://id.example.com";

    private static final Map<String, KeycloakServer> SERVERS = new HashMap<>();

    private SharedServers() {}

    /** Has a fixed host name, so that the realm {@code authscape} may have a root issuer. */
    public static KeycloakServer withHostname() {
        return withNewRootRealm(server("hostname", builder -> builder.option("--hostname=" + HOST)));
    }

    /** The realm {@code authscape} may have a root issuer, which is where the server is. */
    public static KeycloakServer withListedHost() {
        String hosts = "--spi-realm-restapi-extension--connect--hosts=127.0.0.1=authscape";
        return withNewRootRealm(server("listed-host", builder -> builder.option(hosts)));
    }

    /** Keycloak as it comes. */
    public static KeycloakServer stock() {
        return server("stock", KeycloakServer.Builder::stock);
    }

    private static synchronized KeycloakServer server(String name, UnaryOperator<KeycloakServer.Builder> settings) {
        return SERVERS.computeIfAbsent(
                name, key -> settings.apply(KeycloakServer.builder().name(name)).start());
    }

    private static KeycloakServer withNewRootRealm(KeycloakServer server) {
        String name = server.rootRealm().name();
        server.rootRealm().admin().remove();
        TestRealm.create(server, name);
        return server;
    }
}
