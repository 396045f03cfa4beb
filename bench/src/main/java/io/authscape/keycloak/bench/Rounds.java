package io.authscape.keycloak.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * Variants measured in turn, so that what else the machine does troubles all of them alike. What is compared is always
 * compared within a round.
 */
final class Rounds {

    static final List<Integer> CONNECTIONS = List.of(1, 4, 16);

    /** Warming up is done in turn, too. */
    private static final int BATCHES = 4;

    private static final int MOST_BATCHES = 3 * BATCHES;
    private static final double COMPILED = 0.1;

    private final List<Variant> variants;
    private final List<Variant> warmed;
    private final Map<String, Map<Integer, List<Sample>>> samples = new LinkedHashMap<>();
    private int rounds;

    Rounds(List<Variant> variants) {
        this(variants, List.of());
    }

    /**
     * @param besides only warmed up: of a server with fewer variants than the others, which would have had fewer requests when
     *     it comes to measuring
     */
    Rounds(List<Variant> variants, List<Variant> besides) {
        this.variants = List.copyOf(variants);
        this.warmed = Stream.concat(variants.stream(), besides.stream()).toList();
    }

    List<Variant> variants() {
        return variants;
    }

    int count() {
        return rounds;
    }

    boolean has(String key) {
        return variants.stream().anyMatch(variant -> variant.key().equals(key));
    }

    /**
     * Sends each variant at least so many requests, and goes on until the JVMs' compilers have little left to do. Caches
     * fill meanwhile, and weak secrets are compared for the first time.
     */
    void warmUp(int requests) throws InterruptedException {
        int batches = 0;
        double share = 1;
        while (batches < BATCHES || (share > COMPILED && batches < MOST_BATCHES)) {
            share = 0;
            for (Variant variant : warmed) {
                share = Math.max(share, warmUp(variant, Math.max(1, requests / BATCHES)));
            }
            batches++;
            System.out.printf("warm-up %d: compilers take %.0f %% of the CPU%n", batches, 100 * share);
        }
    }

    private static double warmUp(Variant variant, int requests) throws InterruptedException {
        double compilers = variant.usage().compilerMillis();
        double others = variant.usage().cpuMillis();
        Load.run(variant.target(), 4, requests);
        double compiled = variant.usage().compilerMillis() - compilers;
        return compiled / (compiled + variant.usage().cpuMillis() - others);
    }

    void run(int requests) throws InterruptedException {
        List<Variant> order = new ArrayList<>(variants);
        Collections.rotate(order, rounds);
        for (int connections : CONNECTIONS) {
            for (Variant variant : order) {
                Sample sample = variant.measure(connections, requests);
                samples.computeIfAbsent(variant.key(), key -> new LinkedHashMap<>())
                        .computeIfAbsent(connections, key -> new ArrayList<>())
                        .add(sample);
                System.out.printf(
                        "round %d  %2d connections  %s  %.3f ms CPU  %6.0f/s  p50 %.2f  p99 %.2f ms%n",
                        rounds + 1,
                        connections,
                        variant.key(),
                        sample.cpuMillis(),
                        sample.perSecond(),
                        sample.p50(),
                        sample.p99());
            }
        }
        rounds++;
    }

    /** A figure of one variant at a number of connections. */
    Series of(String key, int connections, ToDoubleFunction<Sample> figure) {
        Series series = new Series();
        samples.get(key).get(connections).forEach(sample -> series.add(figure.applyAsDouble(sample)));
        return series;
    }

    /** CPU milliseconds per token, over all numbers of connections. */
    Series cpu(String key) {
        Series series = new Series();
        for (int round = 0; round < rounds; round++) {
            series.add(cpu(key, round));
        }
        return series;
    }

    private double cpu(String key, int round) {
        return CONNECTIONS.stream()
                .mapToDouble(connections ->
                        samples.get(key).get(connections).get(round).cpuMillis())
                .average()
                .orElseThrow();
    }

    /** How many times the other's CPU a variant takes. */
    Series cpuRatio(String key, String other) {
        Series series = new Series();
        for (int round = 0; round < rounds; round++) {
            series.add(cpu(key, round) / cpu(other, round));
        }
        return series;
    }

    /** How many times the other's tokens a variant makes in the same time, with all connections. */
    Series speedRatio(String key, String other) {
        int most = Collections.max(CONNECTIONS);
        List<Sample> ours = samples.get(key).get(most);
        List<Sample> others = samples.get(other).get(most);
        Series series = new Series();
        for (int round = 0; round < rounds; round++) {
            series.add(ours.get(round).perSecond() / others.get(round).perSecond());
        }
        return series;
    }
}
