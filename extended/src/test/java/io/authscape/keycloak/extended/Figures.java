package io.authscape.keycloak.extended;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of requests: how many were sent, and why which failed. */
final class Figures {

    private final String what;
    private final int connections;
    private final Map<String, Integer> failures = new TreeMap<>();
    private int tokens;
    private Instant firstFailure;
    private Instant lastFailure;

    Figures(String what, int connections) {
        this.what = what;
        this.connections = connections;
    }

    int connections() {
        return connections;
    }

    synchronized void granted() {
        tokens++;
    }

    synchronized void failed(String why) {
        failures.merge(why, 1, Integer::sum);
        lastFailure = Instant.now();
        firstFailure = firstFailure == null ? lastFailure : firstFailure;
    }

    synchronized int tokens() {
        return tokens;
    }

    /** How many failed. */
    synchronized int failed() {
        return failures.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many failed, by what the service got instead of a token. */
    synchronized Map<String, Integer> failures() {
        return Map.copyOf(failures);
    }

    static String head() {
        return """
                | what happens | connections | sent | failed | why | from the first failure to the last |
                |---|---|---|---|---|---|
                """;
    }

    synchronized String row() {
        return "| " + what + " | " + connections + " | " + (tokens + failed()) + " | " + failed() + " | " + why()
                + " | " + trouble() + " |\n";
    }

    private String why() {
        return failures.entrySet().stream()
                .map(failure -> failure.getValue() + " x " + failure.getKey())
                .collect(Collectors.joining("; "));
    }

    private String trouble() {
        return firstFailure == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.1f s",
                        Duration.between(firstFailure, lastFailure).toMillis() / 1000.0);
    }

    @Override
    public String toString() {
        return row();
    }
}
