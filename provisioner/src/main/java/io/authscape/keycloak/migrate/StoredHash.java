package io.authscape.keycloak.migrate;

import io.authscape.keycloak.contract.HashFlaw;
import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.contract.SecretHash;
import java.util.Optional;

/** What an OpenIddict database keeps of a secret. Nothing of it is ever repeated: it may be the secret itself. */
final class StoredHash {

    private StoredHash() {}

    /**
     * The hash, where OpenIddict lets somebody in by it. A digest without a salt is none of those: what looks like one
     * may just as well be 32 random bytes, and so the secret.
     */
    static Optional<String> read(String stored, String column, Notes notes) {
        Optional<SecretHash> hash = SecretHash.parse(stored).filter(Pbkdf2Hash.class::isInstance);
        if (hash.isEmpty()) {
            refuse(stored, column, notes);
        }
        return hash.map(SecretHash::text);
    }

    private static void refuse(String stored, String column, Notes notes) {
        switch (HashFlaw.of(stored).orElse(HashFlaw.FOREIGN)) {
            case TOO_SLOW ->
                notes.leftOut(
                        column,
                        "this hash takes more than 1,000,000 rounds for each sign-in, and is not accepted",
                        "give the client a new secret");
            case DAMAGED ->
                notes.leftOut(
                        column,
                        "it is no hash that OpenIddict takes (it is damaged: its salt or its key is missing or too short),"
                                + " so nobody signs in with it today",
                        "give the client a new secret");
            case FOREIGN ->
                notes.leftOut(
                        column,
                        "it is no hash that OpenIddict takes (plain text, or another program's hash), so nobody signs in"
                                + " with it today",
                        "give the client a new secret; if it is one in plain text, take that for known");
        }
    }
}
