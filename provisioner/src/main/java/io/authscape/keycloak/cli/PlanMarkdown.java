package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Difference;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.plan.Plan;
import io.authscape.keycloak.plan.Refusal;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plan as GitHub and GitLab show it below a pull request. */
final class PlanMarkdown {

    /** GitHub takes comments of 65,536 characters. */
    private static final int LONGEST = 60_000;

    private static final int MOST_LINES = 50;

    private final Plan plan;
    private final StringBuilder text = new StringBuilder();

    private PlanMarkdown(Plan plan) {
        this.plan = plan;
    }

    static String of(Plan plan) {
        return new PlanMarkdown(plan).text();
    }

    private String text() {
        line("### AuthScape plan for realm " + code(plan.realm()));
        line("");
        if (plan.isRefused()) {
            line("**It can't be carried out:**");
            line("");
            list(plan.refusals().stream().map(Refusal::toString).toList(), "- ");
            line("");
        }
        line(plan.hasNothingToDo() ? "Nothing to do: Keycloak matches the seed." : Words.summary(plan) + ".");
        if (!plan.hasNothingToDo()) {
            table();
        }
        if (!plan.notes().isEmpty()) {
            line("");
            list(plan.notes(), "> ");
        }
        return text.toString();
    }

    private void table() {
        line("");
        line("| | | field | before | after |");
        line("|---|---|---|---|---|");
        // What is lost comes first: it must not be what a long plan leaves out.
        List<Entry> work = plan.entries()
                .filter(Entry::isWork)
                .sorted(Comparator.comparing(entry -> entry.action() != Action.DELETE))
                .toList();
        for (int i = 0; i < work.size(); i++) {
            List<String> rows = rows(work.get(i));
            if (text.length() + rows.stream().mapToInt(String::length).sum() > LONGEST) {
                line("");
                line("... and " + Counted.of(work.size() - i, "more change") + ": too much for a comment.");
                return;
            }
            rows.forEach(this::line);
        }
    }

    private void list(List<String> lines, String mark) {
        lines.stream().limit(MOST_LINES).forEach(words -> line(mark + plain(words)));
        if (lines.size() > MOST_LINES) {
            line(mark + "... and " + (lines.size() - MOST_LINES) + " more");
        }
    }

    private static List<String> rows(Entry entry) {
        String head = "| **" + Words.planned(entry.action()) + "** | " + entry.kind() + " " + code(entry.name());
        List<String> rows = new ArrayList<>();
        for (Difference difference : entry.differences()) {
            rows.add((rows.isEmpty() ? head : "| | ") + " | " + plain(Quoted.plain(difference.field())) + " | "
                    + before(difference) + " | " + after(difference) + " |");
        }
        return rows.isEmpty() ? List.of(head + " | | | |") : rows;
    }

    private static String before(Difference difference) {
        if (difference instanceof Difference.Value value) {
            return code(Quoted.cut(value.before(), Quoted.alike(value.before(), value.after())));
        }
        return difference instanceof Difference.Items items ? list("&minus;", items.removed()) : "";
    }

    private static String after(Difference difference) {
        if (difference instanceof Difference.Value value) {
            return code(Quoted.cut(value.after(), Quoted.alike(value.before(), value.after())));
        }
        if (difference instanceof Difference.Items items) {
            return Stream.of(list("+", items.added()), list("~", items.changed()))
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
        }
        return "*" + ((Difference.Concealed) difference).how() + "*";
    }

    private static String list(String sign, List<String> items) {
        return items.stream().map(item -> sign + " " + code(item)).collect(Collectors.joining(" "));
    }

    /** What stands in code is neither a link nor a mention; only its own fence and the table's bars could end it. */
    static String code(String value) {
        return value == null ? "" : wholeCode(Quoted.plain(value));
    }

    /** The same of a text that may be long and has no control characters. */
    static String wholeCode(String value) {
        if (value.isEmpty()) {
            return "";
        }
        String fence = value.contains("`") ? "``" : "`";
        String space = value.contains("`") ? " " : "";
        return fence + space + value.replace("``", "`'").replace("|", "\\|") + space + fence;
    }

    static String plain(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;").replaceAll("([\\\\`*_\\[\\]|@#])", "\\\\$1");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
