package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.plan.doctor.Finding;
import io.authscape.keycloak.plan.doctor.Severity;
import io.authscape.keycloak.seed.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code doctor} found, written down; {@code docs/doctor.md} describes it. It never holds a secret. */
record DoctorReport(String realm, int clients, List<Finding> findings) {

    /** GitHub takes comments of 65,536 characters. */
    private static final int LONGEST = 60_000;

    String text() {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(word(finding.severity()).toUpperCase(Locale.ROOT))
                    .append(' ')
                    .append(finding.subject())
                    .append(": ")
                    .append(finding.what())
                    .append(" [")
                    .append(finding.rule().id())
                    .append("]\n  why: ")
                    .append(finding.rule().why())
                    .append("\n  fix: ")
                    .append(finding.fix())
                    .append('\n');
        }
        return text.append(summary()).append('\n').toString();
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", 1).put("realm", realm).put("clients", clients);
        ObjectNode summary = json.putObject("summary");
        for (Severity severity : Severity.values()) {
            summary.put(word(severity), count(severity));
        }
        ArrayNode list = json.putArray("findings");
        for (Finding finding : findings) {
            list.addObject()
                    .put("rule", finding.rule().id())
                    .put("severity", word(finding.severity()))
                    .put("client", finding.clientId())
                    .put("field", finding.field())
                    .put("what", finding.what())
                    .put("why", finding.rule().why())
                    .put("fix", finding.fix());
        }
        return json.toPrettyString() + "\n";
    }

    String markdown() {
        StringBuilder text = new StringBuilder(
                "### AuthScape doctor for realm " + Markdown.code(realm) + "\n\n" + Markdown.plain(summary()) + ".\n");
        if (findings.isEmpty()) {
            return text.toString();
        }
        text.append("\n| | where | what | fix |\n|---|---|---|---|\n");
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            String row = "| **" + word(finding.severity()) + "** | "
                    + (finding.clientId() == null ? "realm" : Markdown.code(finding.clientId())) + " | "
                    + Markdown.plain(finding.what()) + " ("
                    + Markdown.code(finding.rule().id()) + ")"
                    + " | " + Markdown.wholeCode(finding.fix()) + " |\n";
            if (text.length() + row.length() > LONGEST) {
                text.append("\n... and ")
                        .append(Counted.of(findings.size() - i, "more finding"))
                        .append(": too much for a comment.\n");
                break;
            }
            text.append(row);
        }
        return text.toString();
    }

    private String summary() {
        if (findings.isEmpty()) {
            return "Nothing found: realm " + Quoted.of(realm) + ", " + Counted.of(clients, "client");
        }
        return Stream.of(Severity.values())
                        .filter(severity -> count(severity) > 0)
                        .map(severity -> Counted.of(count(severity), noun(severity)))
                        .collect(Collectors.joining(", "))
                + " in realm " + Quoted.of(realm) + ", " + Counted.of(clients, "client");
    }

    private long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    private static String noun(Severity severity) {
        return severity == Severity.INFO ? "note" : word(severity);
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
