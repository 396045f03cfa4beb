package io.authscape.keycloak.bench;

import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures what it costs that Keycloak has only the hashes of its clients' secrets: in the long run, and while somebody
 * guesses. Writes its part of docs/performance.md.
 */
public final class SecretsBench {

    private static final int CLIENTS = Integer.getInteger("bench.clients", 300);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int WARM_UP = Integer.getInteger("bench.warmup", 20_000);
    private static final int REQUESTS = Integer.getInteger("bench.requests", 2_000);

    private static final int ATTACKERS = 16;
    /** Clients for one attack: one that comes before, the one that is attacked, another one. */
    private static final int COLD = 3;

    private static final long ATTACK_MILLIS = 2_000;

    /** What our jar tells of itself: CPU seconds of the threads that compare, while they do. */
    private static final String HASHING_SECONDS = "authscape_secret_hashing_seconds_total";

    private final Path folder;
    private final TokenServer server;

    private SecretsBench(Path folder, TokenServer server) {
        this.folder = folder;
        this.server = server;
    }

    public static void main(String[] args) throws Exception {
        try (TokenServer server = TokenServer.ours()) {
            SecretsBench bench = new SecretsBench(Files.createTempDirectory("authscape-bench"), server);
            Rounds rounds = new Rounds(bench.variants());
            rounds.warmUp(WARM_UP);
            for (int round = 0; round < ROUNDS; round++) {
                rounds.run(REQUESTS);
            }
            AttackFigures attacks = bench.attacks();
            new SecretsPage(rounds, attacks, WARM_UP, REQUESTS).write(ProjectFiles.root());
        }
    }

    private List<Variant> variants() throws IOException, InterruptedException {
        server.seed(Seeds.writePlain(folder, "plain", "plain", CLIENTS), Secrets.WEAK);
        server.seed(Seeds.write(folder, "strong", "strong", CLIENTS, 0), Secrets.STRONG);
        server.seed(Seeds.write(folder, "weak", "weak", CLIENTS, 0), Secrets.WEAK);
        server.seed(Seeds.write(folder, "cold", "cold", COLD * ROUNDS, 0), Secrets.WEAK);
        return List.of(
                variant("plain", "`client-secret`: Keycloak's own, in plain text", Secrets.WEAK),
                variant("strong", "`authscape-secret`, salted SHA-256 of a strong secret", Secrets.STRONG),
                variant("weak", "`authscape-secret`, PBKDF2 with 10,000 rounds", Secrets.WEAK));
    }

    private Variant variant(String owner, String label, String secret) {
        return new Variant(owner, label, server.target(TokenServer.NATIVE, owner, CLIENTS, secret), server.usage());
    }

    private AttackFigures attacks() throws IOException, InterruptedException {
        AttackFigures figures = new AttackFigures();
        for (int round = 0; round < ROUNDS; round++) {
            int first = COLD * round;
            figures.quiet().add(firstToken(first));
            attack(figures, first + 1, first + 2);
        }
        return figures;
    }

    private void attack(AttackFigures figures, int attacked, int other) throws IOException, InterruptedException {
        try (Attack attack = Attack.start(server.port(), TokenServer.NATIVE, "cold", attacked, ATTACKERS)) {
            TimeUnit.MILLISECONDS.sleep(ATTACK_MILLIS);
            long start = System.nanoTime();
            double cpu = server.usage().cpuMillis();
            double hashing = server.metric(HASHING_SECONDS);
            long refused = attack.refused();
            TimeUnit.MILLISECONDS.sleep(2 * ATTACK_MILLIS);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cores = (server.usage().cpuMillis() - cpu) / 1000 / seconds;
            double guesses = (attack.refused() - refused) / seconds;
            figures.cores().add(cores);
            figures.hashing().add((server.metric(HASHING_SECONDS) - hashing) / seconds);
            figures.guesses().add(guesses);
            figures.attacked().add(firstToken(attacked));
            figures.other().add(firstToken(other));
            System.out.printf(
                    "attack: %.2f cores, %.0f guesses/s, %d turned away; first token of the attacked %.0f ms, of another"
                            + " %.0f ms%n",
                    cores,
                    guesses,
                    attack.turnedAway(),
                    figures.attacked().last(),
                    figures.other().last());
        }
    }

    /** Milliseconds until a client that has not come before has its token. */
    private double firstToken(int client) throws IOException {
        byte[] request = Target.request(server.port(), TokenServer.NATIVE, Target.form("cold", client, Secrets.WEAK));
        long start = System.nanoTime();
        try (KeepAliveConnection connection = new KeepAliveConnection(server.port())) {
            int status = connection.send(request);
            if (status != 200) {
                throw new IllegalStateException("status " + status + ": " + connection.body());
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
