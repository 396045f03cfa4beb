package io.authscape.keycloak.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.migrate.ImportedEntry;
import io.authscape.keycloak.migrate.ImportedEntry.Kind;
import io.authscape.keycloak.migrate.ImportedEntry.Outcome;
import io.authscape.keycloak.migrate.Migration;
import io.authscape.keycloak.migrate.Note;
import io.authscape.keycloak.seed.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an import mapped and what not, for people, programs and pull requests. */
final class ImportReport {

    private ImportReport() {}

    static String text(Migration migration) {
        StringBuilder text = new StringBuilder();
        migration.notes().forEach(note -> text.append(note.type().words())
                .append(": ")
                .append(note)
                .append('\n'));
        for (ImportedEntry entry : migration.entries()) {
            text.append(entry.kind().word())
                    .append(' ')
                    .append(Quoted.of(entry.name()))
                    .append(": ")
                    .append(entry.outcome().words())
                    .append('\n');
            if (!entry.mapped().isEmpty()) {
                text.append("  mapped: ")
                        .append(String.join(", ", entry.mapped()))
                        .append('\n');
            }
            entry.notes().forEach(note -> text.append("  ")
                    .append(note.type().words())
                    .append(": ")
                    .append(note)
                    .append('\n'));
        }
        return text.append(counts(migration)).append('\n').toString();
    }

    static String json(Migration migration) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", 1);
        notes(root.putArray("notes"), migration.notes());
        ArrayNode entries = root.putArray("entries");
        for (ImportedEntry entry : migration.entries()) {
            ObjectNode node = entries.addObject()
                    .put("kind", entry.kind().word())
                    .put("name", entry.name())
                    .put("outcome", word(entry.outcome()));
            entry.mapped().forEach(node.putArray("mapped")::add);
            notes(node.putArray("notes"), entry.notes());
        }
        return root.toPrettyString() + "\n";
    }

    private static void notes(ArrayNode list, List<Note> notes) {
        notes.forEach(note -> list.addObject()
                .put("type", word(note.type()))
                .put("member", note.member())
                .put("message", note.what())
                .put("remedy", note.remedy()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String markdown(Migration migration) {
        StringBuilder text = new StringBuilder("### AuthScape import\n\n");
        text.append(counts(migration)).append(".\n");
        migration.notes().forEach(note -> text.append("\n> **")
                .append(note.type().words())
                .append("** ")
                .append(PlanMarkdown.plain(note.toString()))
                .append('\n'));
        text.append("\n| | | mapped | to know |\n|---|---|---|---|\n");
        for (ImportedEntry entry : migration.entries()) {
            text.append("| **")
                    .append(entry.outcome().words())
                    .append("** | ")
                    .append(entry.kind().word())
                    .append(' ')
                    .append(PlanMarkdown.code(entry.name()))
                    .append(" | ")
                    .append(PlanMarkdown.plain(String.join(", ", entry.mapped())))
                    .append(" | ")
                    .append(entry.notes().stream()
                            .map(note -> "*" + note.type().words() + ":* " + PlanMarkdown.plain(note.toString()))
                            .collect(Collectors.joining("<br>")))
                    .append(" |\n");
        }
        return text.toString();
    }

    /** For example {@code scopes: 3 imported, 0 skipped, 0 not imported; clients: ...}. */
    static String counts(Migration migration) {
        return counts(migration, Kind.SCOPE) + "; " + counts(migration, Kind.CLIENT);
    }

    private static String counts(Migration migration, Kind kind) {
        return kind.word() + "s: " + migration.count(kind, Outcome.IMPORTED) + " imported, "
                + migration.count(kind, Outcome.SKIPPED) + " skipped, " + migration.count(kind, Outcome.FAILED)
                + " not imported";
    }
}
