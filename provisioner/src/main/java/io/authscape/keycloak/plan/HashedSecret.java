package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.SecretHash;
import java.time.Instant;
import java.util.Optional;

/**
 * One of a client's secrets, as Keycloak keeps it for our jar.
 *
 * @param id one of a kind among the client's secrets
 * @param hash as stored; {@code null} if it is missing
 * @param created {@code null} if nobody wrote it down
 * @param notBefore {@code null}: it counts from the beginning
 * @param expires {@code null}: it counts for ever
 * @param label for people; {@code null} if it has none
 * @param revoked when it was revoked; {@code null} if it wasn't. A revoked one stays, so that nobody adds it again
 * @param pending whether a rotation has not yet seen it in its store
 * @param source the store and the version that it came from, {@code vault:secret/billing#password@3}; {@code null} if the
 *     store counts no versions
 */
public record HashedSecret(
        String id,
        String hash,
        Instant created,
        Instant notBefore,
        Instant expires,
        String label,
        Instant revoked,
        boolean pending,
        String source) {

    /** A secret that counts from now on. */
    public static HashedSecret of(String id, String hash, Instant created) {
        return new HashedSecret(id, hash, created, null, null, null, null, false, null);
    }

    public boolean isRevoked() {
        return revoked != null;
    }

    /** Whether a client may still show it, now or later. */
    public boolean isAlive(Instant now) {
        return !isRevoked() && (expires == null || now.isBefore(expires));
    }

    /** Whether a service can sign in by it at that moment. Of a pending one nobody knows whether any service has it. */
    public boolean counts(Instant now) {
        return isAlive(now) && !pending && (notBefore == null || !notBefore.isAfter(now)) && parsed().isPresent();
    }

    /** Whether it is the hash of that secret. */
    public boolean verifies(String secret) {
        return parsed().filter(known -> known.verifies(secret)).isPresent();
    }

    /** Whether its hash is that one, however it is written; {@code null} is none. */
    public boolean isHash(String stored) {
        Optional<String> wanted = SecretHash.parse(stored).map(SecretHash::text);
        return wanted.isPresent() && wanted.equals(parsed().map(SecretHash::text));
    }

    /** Empty if the hash is of no format that our jar knows: it lets nobody in. */
    public Optional<SecretHash> parsed() {
        return SecretHash.parse(hash);
    }

    public HashedSecret expiring(Instant when) {
        return new HashedSecret(id, hash, created, notBefore, when, label, revoked, pending, source);
    }

    public HashedSecret revokedAt(Instant when) {
        return new HashedSecret(id, hash, created, notBefore, expires, label, when, false, source);
    }

    public HashedSecret labelled(String text) {
        return new HashedSecret(id, hash, created, notBefore, expires, text, revoked, pending, source);
    }

    public HashedSecret pending(boolean now) {
        return new HashedSecret(id, hash, created, notBefore, expires, label, revoked, now, source);
    }

    public HashedSecret from(String version) {
        return new HashedSecret(id, hash, created, notBefore, expires, label, revoked, pending, version);
    }

    /** Which one it is, without its hash. */
    @Override
    public String toString() {
        return "secret " + id;
    }
}
