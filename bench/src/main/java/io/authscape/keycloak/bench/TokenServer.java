package io.authscape.keycloak.bench;

import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.ProjectFiles;
import io.authscape.keycloak.testkit.StartMode;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * A Keycloak as it runs in production ({@code start --optimized}, both compilers, a heap of one size), whose realm
 * {@code authscape} keeps the events of its logins, with many clients.
 */
final class TokenServer implements AutoCloseable {

    static final String REALM = "authscape";

    /** Keycloak's own path to the token endpoint. */
    static final String NATIVE = "/realms/" + REALM + "/protocol/openid-connect/token";

    /** Compilers that stay, so that what they take can be told from the rest at any time. */
    private static final String JAVA = "-Xms512m -Xmx512m -XX:-UseDynamicNumberOfCompilerThreads ";

    private final KeycloakServer server;
    private final ProcessUsage usage;

    private TokenServer(KeycloakServer server) {
        this.server = server;
        this.usage = new ProcessUsage(server.processHandle()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList());
        if (usage.processes().size() != 1) {
            throw new IllegalStateException("Keycloak's process isn't known among " + usage.processes());
        }
    }

    /** Without anything of ours; its realm is as Keycloak makes one. */
    static TokenServer stock() {
        KeycloakServer server = builder("bench-stock").stock().start();
        RealmRepresentation realm = new RealmRepresentation();
        realm.setRealm(REALM);
        realm.setEnabled(true);
        server.admin().realms().create(realm);
        return keepingEvents(server);
    }

    /** With our jar and realm. */
    static TokenServer ours() {
        return keepingEvents(builder("bench-ours").start());
    }

    /** With our jar and another one. */
    static TokenServer oursWith(Path jar) {
        return keepingEvents(builder("bench-ours-more").provider(jar).start());
    }

    private static KeycloakServer.Builder builder(String name) {
        return KeycloakServer.builder()
                .name(name)
                .mode(StartMode.OPTIMIZED)
                .buildOption("--metrics-enabled=true")
                .javaOptions(JAVA + System.getProperty("bench.java", ""))
                .option("--cache=local") // nobody else is there, and JGroups would listen on all interfaces
                .option("--spi-client--jpa--searchable-attributes=authscape.managed-by");
    }

    private static TokenServer keepingEvents(KeycloakServer server) {
        RealmRepresentation realm = server.admin().realm(REALM).toRepresentation();
        realm.setEventsEnabled(true);
        server.admin().realm(REALM).update(realm);
        return new TokenServer(server);
    }

    /** Makes clients as our provisioner does. */
    void seed(Path seed, String secret) throws IOException, InterruptedException {
        Path project = ProjectFiles.root();
        Measured.run(
                seed.getParent(),
                Map.of(
                        "BENCH_SECRET",
                        secret,
                        "AUTHSCAPE_USERNAME",
                        "admin",
                        "AUTHSCAPE_PASSWORD",
                        "admin",
                        "AUTHSCAPE_SERVER",
                        server.url()),
                List.of(project.resolve("authscape").toString(), "apply", "-f", seed.toString(), "--realm", REALM));
    }

    TestRealm realm() {
        return server.realm(REALM);
    }

    Target target(String path, String owner, int clients, String secret) {
        return Target.of(port(), path, owner, clients, secret);
    }

    int port() {
        return server.baseUri().getPort();
    }

    /** One of its metrics without labels; zero before there is anything to tell. */
    double metric(String name) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.managementUri().resolve("metrics"))
                                .build(),
                        BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    ProcessUsage usage() {
        return usage;
    }

    @Override
    public void close() {
        server.close();
    }
}
