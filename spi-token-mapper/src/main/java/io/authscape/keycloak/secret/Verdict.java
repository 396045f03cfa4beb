package io.authscape.keycloak.secret;

import java.util.Optional;

/**
 * What was found out about a secret that a client has shown.
 *
 * @param secret which of the client's secrets it is; empty: none
 * @param atOnce whether nothing slow had to be compared for it
 */
record Verdict(Optional<StoredSecret> secret, boolean atOnce) {

    static final Verdict WRONG = new Verdict(Optional.empty(), false);
    static final Verdict WRONG_AT_ONCE = new Verdict(Optional.empty(), true);

    static Verdict right(StoredSecret secret) {
        return new Verdict(Optional.of(secret), true);
    }

    boolean isRight() {
        return secret.isPresent();
    }
}
