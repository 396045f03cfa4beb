package io.authscape.keycloak.examples.sync;

import java.util.function.BooleanSupplier;

/** What is done on schedule. */
interface Sync {

    /**
     * Does it once.
     *
     * @param stopping whether to end early, between two items
     * @return how many items there were
     * @throws RuntimeException if it came to nothing; its message says why
     */
    int run(BooleanSupplier stopping);
}
