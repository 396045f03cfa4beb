package io.authscape.keycloak.plan;

import java.util.List;

/** One thing that a plan changes, as a reviewer is shown it. */
public sealed interface Difference {

    /** The name of the field, attribute or list. */
    String field();

    /**
     * A value that becomes another.
     *
     * @param before {@code null} if there is none
     * @param after {@code null} if there will be none
     */
    record Value(String field, String before, String after) implements Difference {}

    /** A list in which order says nothing: what comes, what goes, and what stays under its name but not as it is. */
    record Items(String field, List<String> added, List<String> removed, List<String> changed) implements Difference {

        public Items {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
            changed = List.copyOf(changed);
        }
    }

    /**
     * A value that nobody is shown.
     *
     * @param how for example {@code changed}
     */
    record Concealed(String field, String how) implements Difference {}
}
