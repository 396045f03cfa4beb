package io.authscape.keycloak.plan.doctor;

import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.Optional;

/**
 * How a client with hashed secrets gets a new one. {@code authscape rotate} writes it to where the seed takes it from, and
 * refuses what it can't write, what ends, and what two clients share.
 */
record Renewal(ExaminedClient client, Remedy remedy, DoctorOptions options) {

    private static final String GIVE = "give it a clientSecret reference in ";

    /** What to type, and what to write before. */
    String words() {
        if (!client.isSeeded()) {
            return remedy.adopt(client, GIVE + "SEED");
        }
        Seed seed = options.seed();
        if (seed == null) {
            return remedy.rotate(client);
        }
        String owner = client.state().attributes().get(AttributeNames.MANAGED_BY);
        Optional<ClientSeed> entry = options.seedOf(client.id());
        if (entry.isEmpty() && !seed.owners().contains(owner)) {
            return new Remedy(client.realm(), DoctorOptions.SOME_SEED).rotate(client) + ", with the seed of its owner "
                    + Quoted.of(owner);
        }
        if (entry.filter(ClientSeed::hasUsableSecret).isEmpty()) {
            return GIVE + "the seed, then: " + remedy.apply();
        }
        return canRotate() ? remedy.rotate(client) : remedy.replaced();
    }

    /** Whether {@code rotate} would take the client, as far as is known. */
    boolean canRotate() {
        return client.isSeeded()
                && (options.seed() == null
                        || options.seedOf(client.id())
                                .filter(entry -> entry.secrets().stream().anyMatch(this::canRotate))
                                .isPresent());
    }

    private boolean canRotate(SecretSeed secret) {
        return secret.reference() != null
                && secret.expires() == null
                && options.seed().clients().stream()
                                .filter(other -> other.secrets().stream()
                                        .anyMatch(theirs -> theirs.reference() != null
                                                && theirs.reference()
                                                        .address()
                                                        .equals(secret.reference()
                                                                .address())))
                                .count()
                        == 1;
    }
}
