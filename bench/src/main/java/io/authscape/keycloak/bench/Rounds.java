package io.authscape.keycloak.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Variants measured in turn, so that what else the machine does troubles all of them alike. What is compared is always
 * compared within a round.
 */
final class Rounds {

    static final List<Integer> CONNECTIONS = List.of(1, 4, 16);

    private final List<Variant> variants;
    private final Map<String, Map<Integer, List<Sample>>> samples = new LinkedHashMap<>();
    private int rounds;

    Rounds(List<Variant> variants) {
        this.variants = List.copyOf(variants);
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

    /** Machine code is made, caches fill, weak secrets are compared for the first time. */
    void warmUp(int requests) throws InterruptedException {
        for (Variant variant : variants) {
            Load load = Load.run(variant.target(), 4, requests);
            System.out.printf("warm-up  %s  %6.0f/s%n", variant.key(), load.perSecond());
        }
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
