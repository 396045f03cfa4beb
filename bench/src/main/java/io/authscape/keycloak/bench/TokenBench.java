package io.authscape.keycloak.bench;

import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures what a service token costs by each way to get one, all in one run and in turn. Writes the table and the plot of
 * docs/performance.md.
 */
public final class TokenBench {

    private static final int CLIENTS = Integer.getInteger("bench.clients", 1_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int WARM_UP = Integer.getInteger("bench.warmup", 20_000);
    private static final int REQUESTS = Integer.getInteger("bench.requests", 2_000);
    /** A second provider jar, measured beside ours alone; empty: none. */
    private static final String NATIVE_JAR = System.getProperty("bench.native", "");

    private static final String OWNER = "bench";
    private static final String ALIAS = "/connect/token";
    private static final String SECRET = Secrets.WEAK;

    private final Path folder;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Variant> besides = new ArrayList<>();

    private TokenBench(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Path project = ProjectFiles.root();
        TokenBench bench = new TokenBench(Files.createTempDirectory("authscape-bench"));
        try {
            SignatureFloor floor = SignatureFloor.measure();
            List<Variant> variants = bench.variants();
            Rounds rounds = new Rounds(variants, bench.besides);
            rounds.warmUp(WARM_UP);
            for (int round = 0; round < ROUNDS; round++) {
                rounds.run(REQUESTS);
            }
            new TokenPage(rounds, floor, WARM_UP, REQUESTS).write(project);
        } finally {
            bench.close();
        }
    }

    private List<Variant> variants() throws Exception {
        TokenServer stock = keep(TokenServer.stock());
        StockClients.create(stock.realm(), OWNER, CLIENTS, SECRET);
        TokenServer ours = seeded(TokenServer.ours());
        List<Variant> variants = new ArrayList<>();
        variants.add(variant("a", "Keycloak as it comes, plain secret", stock, TokenServer.NATIVE));
        variants.add(variant("b", "our jar, hashed secret, Keycloak's own path", ours, TokenServer.NATIVE));
        variants.add(variant("c", "our jar, hashed secret, `/connect/token`", ours, ALIAS));
        proxied(stock).ifPresent(variants::add);
        if (!NATIVE_JAR.isEmpty()) {
            TokenServer signing = seeded(TokenServer.oursWith(Path.of(NATIVE_JAR)));
            variants.add(variant("e", "as (c), with `spi-native-crypto`", signing, ALIAS));
            besides.add(variant("", "", signing, TokenServer.NATIVE));
        }
        return variants;
    }

    private TokenServer seeded(TokenServer server) throws IOException, InterruptedException {
        keep(server).seed(Seeds.write(folder, "tokens", OWNER, CLIENTS, 0), SECRET);
        return server;
    }

    private static Variant variant(String key, String label, TokenServer server, String path) {
        return new Variant(key, label, server.target(path, OWNER, CLIENTS, SECRET), server.usage());
    }

    private Optional<Variant> proxied(TokenServer stock) throws IOException, InterruptedException {
        Optional<Path> program = Nginx.installed();
        if (program.isEmpty()) {
            System.out.println("(d) is left out: nginx isn't installed (apt-get install nginx-light)");
            return Optional.empty();
        }
        Nginx nginx = keep(Nginx.start(program.get(), folder, stock.port(), TokenServer.NATIVE));
        List<ProcessHandle> both = Stream.concat(stock.usage().processes().stream(), nginx.processes())
                .toList();
        return Optional.of(new Variant(
                "d",
                "Keycloak as it comes behind nginx, which rewrites `/connect/token`",
                Target.of(nginx.port(), ALIAS, OWNER, CLIENTS, SECRET),
                new ProcessUsage(both)));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        open.push(resource);
        return resource;
    }

    private void close() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }
}
