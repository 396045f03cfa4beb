package io.authscape.keycloak.migrate;

import java.util.List;

/**
 * What came of an import.
 *
 * @param seed the text of a valid seed file
 * @param entries scopes, then clients, each in the order of their names
 * @param notes about the source as a whole
 */
public record Migration(String seed, List<ImportedEntry> entries, List<Note> notes) {

    public Migration {
        entries = List.copyOf(entries);
        notes = List.copyOf(notes);
    }

    /** Whether something that should be in the seed isn't. */
    public boolean isIncomplete() {
        return entries.stream().anyMatch(entry -> entry.outcome() == ImportedEntry.Outcome.FAILED);
    }

    public long count(ImportedEntry.Kind kind, ImportedEntry.Outcome outcome) {
        return entries.stream()
                .filter(entry -> entry.kind() == kind && entry.outcome() == outcome)
                .count();
    }
}
