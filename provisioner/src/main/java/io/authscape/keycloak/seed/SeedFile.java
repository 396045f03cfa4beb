package io.authscape.keycloak.seed;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * One of a run's seed files, overlays included.
 *
 * @param seed what it says, valid or not
 * @param problems where the rules put what they find in it
 */
record SeedFile(JsonDocument document, Seed seed, ProblemList problems) {

    String owner() {
        return seed.owners().get(0);
    }

    /** The place of a value that is there, or of what is around it. */
    JsonPlace placeOf(JsonPointer pointer) {
        return document.spot(pointer).place();
    }
}
