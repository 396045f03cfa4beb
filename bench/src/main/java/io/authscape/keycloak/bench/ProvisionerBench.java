package io.authscape.keycloak.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.ProjectFiles;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * Measures the provisioner against the least that the same work can cost, on one warm Keycloak, in one run. Writes the
 * table and the plot of docs/performance.md.
 */
public final class ProvisionerBench {

    private static final int MANY = Integer.getInteger("bench.clients", 1_000);
    private static final int VERY_MANY = Integer.getInteger("bench.large", 10_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

    private final Path project;
    private final Path folder;
    private final KeycloakServer server;
    private final Map<String, Series> seconds = new LinkedHashMap<>();
    private final Map<String, Series> memory = new LinkedHashMap<>();
    private int realms;

    private ProvisionerBench(Path project, Path folder, KeycloakServer server) {
        this.project = project;
        this.folder = folder;
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        Path project = ProjectFiles.root();
        Path folder = Files.createTempDirectory("authscape-bench");
        try (KeycloakServer server = KeycloakServer.builder()
                .name("bench")
                // As in production, with both compilers; tests do without the second.
                .javaOptions("")
                .option("--spi-client--jpa--searchable-attributes=authscape.managed-by")
                .start()) {
            ProvisionerBench bench = new ProvisionerBench(project, folder, server);
            bench.warmUp();
            for (int round = 0; round < ROUNDS; round++) {
                bench.round();
            }
            bench.large();
            new ProvisionerPage(bench.seconds, bench.memory, MANY, VERY_MANY, ROUNDS).write(project);
        }
    }

    /** The first thousand clients of a Keycloak's life cost twice. */
    private void warmUp() throws IOException, InterruptedException {
        for (int i = 0; i < 2; i++) {
            round();
        }
        seconds.clear();
        memory.clear();
    }

    private void round() throws IOException, InterruptedException {
        keep("java", Measured.run(folder, Map.of(), Floor.java(BareJvm.class)));
        floor();
        String realm = realm();
        Path scopes = Seeds.write(folder, "scopes", "bench", 0, 0);
        Path seed = Seeds.write(folder, "many", "bench", MANY, 0);
        Path changed = Seeds.write(folder, "changed", "bench", MANY, 1);
        authscape("scopes", realm, scopes);
        authscape("create", realm, seed);
        authscape("unchanged", realm, seed);
        authscape("changed", realm, changed);
        String weak = realm();
        authscape("scopes", weak, scopes);
        authscape("create weak", weak, seed, Secrets.WEAK);
        authscape("unchanged weak", weak, seed, Secrets.WEAK);
        keep(
                "validate",
                Measured.run(
                        folder, Map.of("BENCH_SECRET", Secrets.STRONG), command("validate", "-f", small().toString())));
    }

    /** The same bodies, posted by somebody who knows nothing of them. */
    private void floor() throws IOException, InterruptedException {
        String realm = realm();
        authscape("scopes", realm, Seeds.write(folder, "scopes", "bench", 0, 0));
        authscape("template", realm, Seeds.write(folder, "one", "bench", 1, 0));
        Path bodies = bodies(realm);
        Path token = Files.writeString(
                folder.resolve("token"), server.admin().tokenManager().getAccessTokenString());
        Measured run = Measured.run(
                folder,
                Map.of(),
                Floor.command(
                        server.url() + "/admin/realms/" + realm + "/clients", token.toString(), bodies.toString()));
        seconds.computeIfAbsent("floor", key -> new Series())
                .add(Double.parseDouble(run.output().strip()));
    }

    private Path bodies(String realm) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ClientRepresentation one = server.admin()
                .realm(realm)
                .clients()
                .findByClientId("bench-client-00000")
                .get(0);
        server.admin().realm(realm).clients().get(one.getId()).remove();
        one.setId(null);
        one.setAccess(null);
        one.setDefaultClientScopes(List.of("authscape"));
        one.getAttributes().remove("client.secret.creation.time");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            one.setClientId(String.format("bench-client-%05d", i));
            one.setName("Client " + i);
            one.setOptionalClientScopes(List.of("bench-scope-" + i % Seeds.SCOPES));
            lines.add(json.writeValueAsString(one));
        }
        return Files.write(folder.resolve("bodies"), lines);
    }

    private void large() throws IOException, InterruptedException {
        String realm = realm();
        Path seed = Seeds.write(folder, "very-many", "crowd", VERY_MANY, 0);
        authscape("scopes", realm, Seeds.write(folder, "crowd-scopes", "crowd", 0, 0));
        authscape("create large", realm, seed);
        authscape("unchanged large", realm, seed);
        authscape("changed large", realm, Seeds.write(folder, "very-many-changed", "crowd", VERY_MANY, 1));
        authscape("small in large, create", realm, small());
        authscape("small in large, unchanged", realm, small());
    }

    private Path small() throws IOException {
        return Seeds.write(folder, "small", "small", 10, 0);
    }

    private void authscape(String what, String realm, Path seed) throws IOException, InterruptedException {
        authscape(what, realm, seed, Secrets.STRONG);
    }

    private void authscape(String what, String realm, Path seed, String secret)
            throws IOException, InterruptedException {
        Measured run = Measured.run(
                folder,
                Map.of(
                        "BENCH_SECRET",
                        secret,
                        "AUTHSCAPE_USERNAME",
                        "admin",
                        "AUTHSCAPE_PASSWORD",
                        "admin",
                        "AUTHSCAPE_SERVER",
                        server.url()),
                command("apply", "-f", seed.toString(), "--realm", realm));
        keep(what, run);
    }

    private List<String> command(String... args) {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("authscape").toString()));
        command.addAll(List.of(args));
        return command;
    }

    private void keep(String what, Measured run) {
        seconds.computeIfAbsent(what, key -> new Series()).add(run.seconds());
        memory.computeIfAbsent(what, key -> new Series()).add((double) run.peakMegabytes());
        System.out.printf(
                "%-28s %6.2f s  %5.2f s CPU  %4d MB%n", what, run.seconds(), run.cpuSeconds(), run.peakMegabytes());
    }

    private String realm() {
        return TestRealm.create(server, "bench-" + realms++).name();
    }
}
