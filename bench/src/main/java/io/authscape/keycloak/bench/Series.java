package io.authscape.keycloak.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The same measurement several times. */
final class Series {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    double last() {
        return values.get(values.size() - 1);
    }

    double median() {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double max() {
        return Collections.max(values);
    }

    double min() {
        return Collections.min(values);
    }

    /** {@code 1.92 (1.88-2.01)}. */
    String text() {
        return String.format("%.2f (%.2f-%.2f)", median(), min(), max());
    }
}
