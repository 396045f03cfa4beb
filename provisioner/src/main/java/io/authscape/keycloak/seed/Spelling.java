package io.authscape.keycloak.seed;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Spelling {

    private static final int NEAR = 2;

    private Spelling() {}

    /** The known word nearest to a written one, if it is near: another case, other separators, or two slips at most. */
    static Optional<String> nearest(String written, Collection<String> known) {
        return known.stream()
                .filter(word -> near(written, word))
                .min(Comparator.comparingInt((String word) -> distance(bare(written), bare(word)))
                        .thenComparing(word -> word));
    }

    private static boolean near(String written, String word) {
        // Two slips in a word of three letters are another word.
        int allowed = Math.min(NEAR, Math.max(0, word.length() / 3));
        return distance(bare(written), bare(word)) <= allowed || distance(written, word) <= allowed;
    }

    private static String bare(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_\\s]", "");
    }

    /** How many letters have to be added, removed or exchanged (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchange = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchange, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
