package io.authscape.keycloak.bench;

import java.io.IOException;
import java.nio.file.Path;

/** What hashed secrets cost: their part of docs/performance.md. */
final class SecretsPage {

    private final Rounds rounds;
    private final AttackFigures attacks;
    private final int warmUp;
    private final int requests;

    SecretsPage(Rounds rounds, AttackFigures attacks, int warmUp, int requests) {
        this.rounds = rounds;
        this.attacks = attacks;
        this.warmUp = warmUp;
        this.requests = requests;
    }

    void write(Path project) throws IOException {
        new GeneratedBlock(project, "secrets").write(steady() + attack());
    }

    private String steady() {
        StringBuilder table = new StringBuilder(String.format(
                "%nMedian (least-most) of %d rounds of %d requests over each of 1, 4 and 16 connections, after at least %d"
                        + " requests of each to warm up.%n%n",
                rounds.count(), requests, warmUp));
        table.append(
                "| how the secret is kept | CPU of the server, ms per token | x plain | bar |\n|---|---|---|---|\n");
        for (Variant variant : rounds.variants()) {
            boolean plain = variant.key().equals("plain");
            table.append(String.format(
                    "| %s | %s | %s | %s |%n",
                    variant.label(),
                    rounds.cpu(variant.key()).text(),
                    plain ? "1" : rounds.cpuRatio(variant.key(), "plain").text(),
                    plain ? "" : "1.03"));
        }
        return table.append('\n').toString();
    }

    private String attack() {
        return String.format(
                """
                | while 16 connections guess the secret of one client | median (least-most) of %d | bar |
                |---|---|---|
                | its own first token, ms | %s | 1000 |
                | another client's first token, ms | %s | 1000 |
                | the same while nobody guesses, ms | %s | |
                | cores that hashing takes | %s | 0.5 |
                | cores that Keycloak takes in all | %s | |
                | guesses compared per second | %s | |

                """,
                rounds.count(),
                attacks.attacked().text(),
                attacks.other().text(),
                attacks.quiet().text(),
                attacks.hashing().text(),
                attacks.cores().text(),
                attacks.guesses().text());
    }
}
