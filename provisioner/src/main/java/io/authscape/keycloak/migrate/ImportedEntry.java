package io.authscape.keycloak.migrate;

import java.util.List;

/**
 * What became of one client or scope.
 *
 * @param name as the old server knows it
 * @param mapped the seed's members, with the number of elements where it is a list
 */
public record ImportedEntry(Kind kind, String name, Outcome outcome, List<String> mapped, List<Note> notes) {

    public ImportedEntry {
        mapped = List.copyOf(mapped);
        notes = List.copyOf(notes);
    }

    /** What it is. */
    public enum Kind {
        SCOPE("scope"),
        CLIENT("client");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** Whether the seed has it. */
    public enum Outcome {
        IMPORTED("imported"),
        /** It stays out on purpose: deleted, disabled, or there without us. */
        SKIPPED("skipped"),
        /** It should be in the seed, and no seed can hold it. */
        FAILED("not imported");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
