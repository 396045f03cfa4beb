package io.authscape.keycloak.secret;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.contract.SecretMembers;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * One of a client's secrets.
 *
 * @param notBefore counts from here on
 * @param expires counts no more from here on; {@link Instant#MAX}: never ends
 */
record StoredSecret(String id, SecretHash hash, Instant notBefore, Instant expires) {

    /**
     * Reads an entry of the list.
     *
     * @return empty: it never counts, because it is revoked, or because what it says can't be read
     */
    static Optional<StoredSecret> read(JsonNode entry) {
        String id = entry.path(SecretMembers.ID).textValue();
        if (id == null || id.isEmpty() || entry.hasNonNull(SecretMembers.REVOKED)) {
            return Optional.empty();
        }
        try {
            Instant notBefore = time(entry, SecretMembers.NOT_BEFORE, Instant.MIN);
            Instant expires = time(entry, SecretMembers.EXPIRES, Instant.MAX);
            return SecretHash.parse(entry.path(SecretMembers.HASH).textValue())
                    .map(hash -> new StoredSecret(id, hash, notBefore, expires));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    /** @throws DateTimeException the member is there and is no time */
    private static Instant time(JsonNode entry, String member, Instant missing) {
        if (!entry.hasNonNull(member)) {
            return missing;
        }
        String text = entry.get(member).textValue();
        if (text == null) {
            throw new DateTimeException("not a text");
        }
        return Instant.parse(text);
    }

    boolean counts(Instant now) {
        return !now.isBefore(notBefore) && now.isBefore(expires);
    }

    /** Whether a comparison costs next to nothing. */
    boolean isFast() {
        return hash.rounds() == 1;
    }
}
