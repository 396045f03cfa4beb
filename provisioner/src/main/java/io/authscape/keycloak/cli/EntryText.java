package io.authscape.keycloak.cli;

import io.authscape.keycloak.plan.Action;
import io.authscape.keycloak.plan.Difference;
import io.authscape.keycloak.plan.Entry;
import io.authscape.keycloak.seed.Quoted;
import java.util.ArrayList;
import java.util.List;

/** One entry of a plan as lines of text: what it is about, then a line per difference, the old and the new. */
final class EntryText {

    private EntryText() {}

    /** What is going to happen. */
    static List<String> planned(Entry entry) {
        List<String> lines = new ArrayList<>();
        lines.add(Words.planned(entry.action()) + " " + entry.subject());
        lines.addAll(differences(entry));
        return lines;
    }

    /** What happened. A new one is as the seed has it, and needs no more words. */
    static List<String> done(Entry entry) {
        List<String> lines = new ArrayList<>();
        lines.add(Words.done(entry.action()) + " " + entry.subject());
        if (entry.action() == Action.UPDATE) {
            lines.addAll(differences(entry));
        }
        return lines;
    }

    private static List<String> differences(Entry entry) {
        return entry.differences().stream()
                .map(difference -> "  " + Quoted.plain(difference.field()) + ": " + text(difference, entry.action()))
                .toList();
    }

    private static String text(Difference difference, Action action) {
        if (difference instanceof Difference.Value value) {
            int same = Quoted.alike(value.before(), value.after());
            String after = shown(value.after(), same);
            return action == Action.CREATE ? after : shown(value.before(), same) + " -> " + after;
        }
        if (difference instanceof Difference.Items items) {
            List<String> all = new ArrayList<>();
            items.added().forEach(item -> all.add("+ " + Quoted.of(item)));
            items.changed().forEach(item -> all.add("~ " + Quoted.of(item)));
            items.removed().forEach(item -> all.add("- " + Quoted.of(item)));
            return String.join(", ", all);
        }
        return ((Difference.Concealed) difference).how();
    }

    private static String shown(String value, int skipped) {
        return value == null || value.isEmpty() ? "(none)" : Quoted.from(value, skipped);
    }
}
