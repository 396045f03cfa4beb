package io.authscape.keycloak.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The provisioner's part of docs/performance.md, between two marks, and its plot. */
final class ProvisionerPage {

    private final Map<String, Series> seconds;
    private final Map<String, Series> memory;
    private final int many;
    private final int veryMany;
    private final int rounds;

    ProvisionerPage(Map<String, Series> seconds, Map<String, Series> memory, int many, int veryMany, int rounds) {
        this.seconds = seconds;
        this.memory = memory;
        this.many = many;
        this.veryMany = veryMany;
        this.rounds = rounds;
    }

    void write(Path project) throws IOException {
        GeneratedBlock block = new GeneratedBlock(project, "provisioner");
        block.write(table());
        block.image("provisioner-speed.svg", plot());
    }

    private String table() {
        double jvm = median("java");
        double floor = median("floor");
        double create = median("create") - jvm;
        StringBuilder table = new StringBuilder("\n");
        table.append("| work | seconds, median (least-most) of ").append(rounds).append(" | bar | peak memory, MB |\n");
        table.append("|---|---|---|---|\n");
        row(table, "floor: a bare HTTP client posts " + many + " clients over 8 connections", "floor", "", "");
        row(
                table,
                "create " + many,
                "create",
                String.format("%.2f x the floor without the JVM's start (%.2f s); bar 1.5", create / floor, jvm),
                "create");
        row(table, many + ", nothing changed", "unchanged", "2.0", "unchanged");
        row(table, many + ", one changed", "changed", "2.3", "changed");
        row(table, "create " + many + ", weak secrets", "create weak", more("create weak", "create"), "create weak");
        row(
                table,
                many + " with weak secrets, nothing changed",
                "unchanged weak",
                more("unchanged weak", "unchanged"),
                "unchanged weak");
        row(table, "`validate` a small file", "validate", "0.6", "validate");
        row(table, "create " + veryMany, "create large", perClient("create large", "create"), "create large");
        row(
                table,
                veryMany + ", nothing changed",
                "unchanged large",
                perClient("unchanged large", "unchanged"),
                "unchanged large");
        row(table, veryMany + ", one changed", "changed large", "", "changed large");
        row(
                table,
                "create 10 among " + veryMany + " foreign clients",
                "small in large, create",
                "",
                "small in large, create");
        row(
                table,
                "10 among " + veryMany + ", nothing changed",
                "small in large, unchanged",
                "",
                "small in large, unchanged");
        return table.append('\n').toString();
    }

    /** Whether the cost grows linearly: milliseconds per client, against those of the smaller number. */
    private String perClient(String large, String small) {
        return String.format(
                "%.2f ms per client; %.2f at %d", median(large) * 1000 / veryMany, median(small) * 1000 / many, many);
    }

    /** What a slow hash for each client adds, in milliseconds. */
    private String more(String weak, String strong) {
        return String.format("%+.2f ms per client; bar 2", (median(weak) - median(strong)) * 1000 / many);
    }

    private void row(StringBuilder table, String work, String series, String bar, String used) {
        table.append("| ")
                .append(work)
                .append(" | ")
                .append(seconds.get(series).text())
                .append(" | ")
                .append(bar)
                .append(" | ")
                .append(memory.containsKey(used) ? Math.round(memory.get(used).max()) : "")
                .append(" |\n");
    }

    private double median(String series) {
        return seconds.get(series).median();
    }

    private String plot() {
        String[][] bars = {
            {"create", "create " + many},
            {"unchanged", "nothing changed"},
            {"changed", "one changed"},
        };
        // What peers.md measured on the same kind of machine; it isn't in the registries and can't be run here.
        double[] incumbent = {17.3, 16.8, 16.2};
        double scale = 500 / 18.0;
        StringBuilder svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"250\" font-family=\"sans-serif\""
                + " font-size=\"13\">\n<rect width=\"760\" height=\"250\" fill=\"white\"/>\n<text x=\"20\" y=\"24\""
                + " font-weight=\"bold\">Seconds for " + many + " clients, whole process</text>\n");
        for (int i = 0; i < bars.length; i++) {
            int y = 50 + i * 56;
            double ours = median(bars[i][0]);
            svg.append("<text x=\"20\" y=\"")
                    .append(y + 22)
                    .append("\">")
                    .append(bars[i][1])
                    .append("</text>\n");
            bar(svg, y, ours * scale, "#1b7f5c", String.format("authscape %.1f s", ours));
            bar(
                    svg,
                    y + 20,
                    incumbent[i] * scale,
                    "#b9bfc6",
                    String.format("keycloak-config-cli %.1f s", incumbent[i]));
        }
        svg.append("<text x=\"20\" y=\"236\" fill=\"#555\" font-size=\"11\">keycloak-config-cli: measured earlier on a"
                + " machine of the same kind, not in this run.</text>\n</svg>\n");
        return svg.toString();
    }

    private static void bar(StringBuilder svg, int y, double width, String colour, String label) {
        boolean inside = width > 220;
        svg.append(String.format(
                "<rect x=\"150\" y=\"%d\" width=\"%.0f\" height=\"17\" fill=\"%s\"/>%n<text x=\"%.0f\" y=\"%d\""
                        + " font-size=\"11\">%s</text>%n",
                y, width, colour, inside ? 156 : 156 + width, y + 13, label));
    }
}
