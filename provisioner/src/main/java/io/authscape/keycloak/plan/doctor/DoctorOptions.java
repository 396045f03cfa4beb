package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Seed;
import java.time.Duration;
import java.util.Optional;

/**
 * From where on something counts as unsafe.
 *
 * @param secretAge a secret as old is due
 * @param seed whose clients should stand in the realm; {@code null} if nobody named one
 * @param seedFiles how the command line names it, for commands to type: {@code -f seeds}
 */
public record DoctorOptions(Duration secretAge, Seed seed, String seedFiles) {

    /** What {@code docs/doctor.md} says. */
    public static final Duration SECRET_AGE = Duration.ofDays(90);

    /** Longer than a working day, no access token should live. */
    static final Duration LONGEST_TOKEN = Duration.ofHours(12);

    /** Enough time to rotate, whoever is on holiday. */
    static final Duration SOON = Duration.ofDays(14);

    /** No rotation takes as long. */
    static final Duration ROTATION = Duration.ofHours(1);

    /** For a seed that nobody named. */
    static final String SOME_SEED = "-f SEED";

    public static DoctorOptions defaults() {
        return new DoctorOptions(SECRET_AGE, null, SOME_SEED);
    }

    /** What the seed says of a client; empty without a seed. */
    Optional<ClientSeed> seedOf(String clientId) {
        return seed == null
                ? Optional.empty()
                : seed.clients().stream()
                        .filter(client -> client.clientId().equals(clientId))
                        .findFirst();
    }
}
