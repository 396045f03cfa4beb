package io.authscape.keycloak.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bars from left to right, each with the spread that was measured, as SVG. */
final class BarPlot {

    private static final int WIDTH = 760;
    private static final int LEFT = 330;
    private static final int LONGEST = 330;
    private static final int STEP = 34;

    private final String title;
    private final String unit;
    private final List<Bar> bars = new ArrayList<>();

    BarPlot(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    void add(String label, Series values, String colour) {
        bars.add(new Bar(label, values, colour));
    }

    String svg() {
        double most = bars.stream().mapToDouble(bar -> bar.values().max()).max().orElse(1);
        int height = 60 + bars.size() * STEP;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n<text x=\"20\" y=\"26\""
                        + " font-size=\"14\" font-weight=\"bold\">%s</text>%n",
                WIDTH, height, WIDTH, height, title));
        for (int i = 0; i < bars.size(); i++) {
            append(svg, bars.get(i), 44 + i * STEP, LONGEST / most);
        }
        return svg.append("</svg>\n").toString();
    }

    private void append(StringBuilder svg, Bar bar, int y, double scale) {
        double width = bar.values().median() * scale;
        double least = LEFT + bar.values().min() * scale;
        double most = LEFT + bar.values().max() * scale;
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"20\" y=\"%d\">%s</text>%n<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"20\" fill=\"%s\"/>%n"
                        + "<path d=\"M%.1f %dH%.1fM%.1f %dv8M%.1f %dv8\" stroke=\"#222\" fill=\"none\"/>%n"
                        + "<text x=\"%.1f\" y=\"%d\">%.2f %s</text>%n",
                y + 15,
                bar.label(),
                LEFT,
                y,
                width,
                bar.colour(),
                least,
                y + 10,
                most,
                least,
                y + 6,
                most,
                y + 6,
                Math.max(most, LEFT + width) + 6,
                y + 15,
                bar.values().median(),
                unit));
    }

    private record Bar(String label, Series values, String colour) {}
}
