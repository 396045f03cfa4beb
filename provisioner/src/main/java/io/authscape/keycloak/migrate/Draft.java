package io.authscape.keycloak.migrate;

/**
 * A client or a scope on its way into the seed.
 *
 * @param seed {@code null} for one that stays out
 * @param outcome what is known of it before the seed's own rules have judged it
 */
record Draft<T>(String name, T seed, ImportedEntry.Outcome outcome, Notes notes) {

    static <T> Draft<T> of(String name, T seed, Notes notes) {
        return new Draft<>(name, seed, ImportedEntry.Outcome.IMPORTED, notes);
    }

    /** One that stays out on purpose. */
    static <T> Draft<T> skipped(String name, Notes notes) {
        return new Draft<>(name, null, ImportedEntry.Outcome.SKIPPED, notes);
    }

    /** One that should be there, and can't. */
    static <T> Draft<T> failed(String name, Notes notes) {
        return new Draft<>(name, null, ImportedEntry.Outcome.FAILED, notes);
    }
}
