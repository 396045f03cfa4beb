package io.authscape.keycloak.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The token path's part of docs/performance.md, and its plot. */
final class TokenPage {

    private static final String OURS = "#1b7f5c";
    private static final String OTHERS = "#b9bfc6";
    private static final Map<String, String> LABELS = Map.of(
            "a", "(a) Keycloak as it comes",
            "b", "(b) our jar, Keycloak's own path",
            "c", "(c) our jar, /connect/token",
            "d", "(d) Keycloak behind nginx",
            "e", "(e) as (c), native signing");

    private final Rounds rounds;
    private final SignatureFloor floor;
    private final int warmUp;
    private final int requests;

    TokenPage(Rounds rounds, SignatureFloor floor, int warmUp, int requests) {
        this.rounds = rounds;
        this.floor = floor;
        this.warmUp = warmUp;
        this.requests = requests;
    }

    void write(Path project) throws IOException {
        GeneratedBlock block = new GeneratedBlock(project, "token");
        block.write(cost() + ratios() + speed() + signatures());
        block.image("token-cpu.svg", plot());
    }

    private String cost() {
        StringBuilder table = new StringBuilder(String.format(
                "%nMedian (least-most) of %d rounds of %d requests over each of 1, 4 and 16 connections, after at least %d"
                        + " requests of each to warm up.%n%n",
                rounds.count(), requests, warmUp));
        table.append(
                "| | way | CPU of the server, ms per token | x (a) | resident memory, MB |\n|---|---|---|---|---|\n");
        for (Variant variant : rounds.variants()) {
            table.append(String.format(
                    "| %s | %s | %s | %s | %d |%n",
                    variant.key(),
                    variant.label(),
                    rounds.cpu(variant.key()).text(),
                    rounds.cpuRatio(variant.key(), "a").text(),
                    variant.usage().residentMegabytes()));
        }
        return table.append('\n').toString();
    }

    private String ratios() {
        StringBuilder table = new StringBuilder("| compared within each round | measured | bar |\n|---|---|---|\n");
        row(table, "CPU per token, (c) to (b): what `/connect/token` adds", rounds.cpuRatio("c", "b"), "at most 1.03");
        String best = rounds.has("e") ? "e" : "c";
        row(table, "CPU per token, (" + best + ") to (a)", rounds.cpuRatio(best, "a"), "at most 0.60");
        row(table, "tokens per second, (" + best + ") to (a)", rounds.speedRatio(best, "a"), "at least 1.6");
        if (rounds.has("d")) {
            row(table, "tokens per second, (" + best + ") to (d)", rounds.speedRatio(best, "d"), "at least 1.7");
        }
        return table.append('\n').toString();
    }

    private static void row(StringBuilder table, String what, Series measured, String bar) {
        table.append(String.format("| %s | %s | %s |%n", what, measured.text(), bar));
    }

    private String speed() {
        StringBuilder table = new StringBuilder("| |");
        StringBuilder line = new StringBuilder("|---|");
        for (int connections : Rounds.CONNECTIONS) {
            table.append(
                    String.format(" tokens/s, %d connection%s | p50 / p99, ms |", connections, plural(connections)));
            line.append("---|---|");
        }
        table.append('\n').append(line).append('\n');
        for (Variant variant : rounds.variants()) {
            table.append("| ").append(variant.key()).append(" |");
            for (int connections : Rounds.CONNECTIONS) {
                Series perSecond = rounds.of(variant.key(), connections, Sample::perSecond);
                table.append(String.format(
                        " %.0f (%.0f-%.0f) | %.1f / %.1f |",
                        perSecond.median(),
                        perSecond.min(),
                        perSecond.max(),
                        rounds.of(variant.key(), connections, Sample::p50).median(),
                        rounds.of(variant.key(), connections, Sample::p99).median()));
            }
            table.append('\n');
        }
        return table.append('\n').toString();
    }

    private static String plural(int number) {
        return number == 1 ? "" : "s";
    }

    /** The floor: no token is made without one. */
    private String signatures() {
        StringBuilder table = new StringBuilder(
                "| signs RS256 with 2,048 bits | per second on one core | ms each |\n|---|---|---|\n");
        floor.perSecond()
                .forEach((what, perSecond) ->
                        table.append(String.format("| %s | %.0f | %.2f |%n", what, perSecond, 1000 / perSecond)));
        return table.append('\n').toString();
    }

    private String plot() {
        BarPlot plot = new BarPlot("Milliseconds of the server's CPU per token", "ms");
        for (Variant variant : rounds.variants()) {
            boolean others = variant.key().equals("a") || variant.key().equals("d");
            plot.add(LABELS.get(variant.key()), rounds.cpu(variant.key()), others ? OTHERS : OURS);
        }
        return plot.svg();
    }
}
