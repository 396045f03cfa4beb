package io.authscape.keycloak.plan;

import io.authscape.keycloak.seed.Quoted;
import io.authscape.keycloak.seed.Seed;
import java.util.Optional;

/** Whether a client policy of the realm enforces permissions, as far as the account is shown. */
public enum Enforcement {
    ON,
    OFF,
    /** The account may not look. */
    NOT_SHOWN;

    /** Why the seed can't be carried out here. */
    Optional<Refusal> refusal(Seed seed) {
        return this == OFF && !seed.clients().isEmpty()
                ? Optional.of(new Refusal(
                        "realm " + Quoted.of(seed.realm()),
                        "it lacks AuthScape's client policy, so nobody would enforce permissions; run 'authscape"
                                + " setup'"))
                : Optional.empty();
    }

    /** What whoever carries the seed out has to know. */
    Optional<String> note() {
        return this == NOT_SHOWN
                ? Optional.of("whether the realm enforces permissions couldn't be seen: to read its client policies"
                        + " needs 'view-realm'")
                : Optional.empty();
    }
}
