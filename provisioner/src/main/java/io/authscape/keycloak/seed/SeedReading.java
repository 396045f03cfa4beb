package io.authscape.keycloak.seed;

import java.util.List;
import java.util.Optional;

/**
 * What came out of reading a seed file.
 *
 * @param seed empty if there are errors
 * @param problems errors and warnings in the order of the file
 */
public record SeedReading(Optional<Seed> seed, List<Problem> problems) {

    public SeedReading {
        problems = List.copyOf(problems);
    }
}
