package io.authscape.keycloak.seed;

import java.time.Instant;

/**
 * One of the secrets that a client may show. It has a value, or a hash, or a reference to where its value is.
 *
 * @param id its name within the client; {@code null} if it is the client's only one and needs none
 * @param value never blank; {@code null} if only its hash is known, or if it is in a store that nobody has asked yet
 * @param hash as some server stored it; {@code null} if the value is known, or will be
 * @param reference the store or file that has the value, or gets one; {@code null} if it is in none
 * @param expires from when on it doesn't count any more, in whole seconds; {@code null} for never
 * @param label for people; {@code null} if undefined
 * @param source which version of which store the value came from; {@code null} if the store counts none
 * @param made whether the value was made by us, just now
 */
public record SecretSeed(
        String id,
        Secret value,
        String hash,
        SecretReference reference,
        Instant expires,
        String label,
        String source,
        boolean made) {

    /** A client's only secret. */
    public static SecretSeed of(Secret value) {
        return new SecretSeed(null, value, null, null, null, null, null, false);
    }

    /** A client's only secret, which only its hash is known of. */
    public static SecretSeed ofHash(String hash) {
        return new SecretSeed(null, null, hash, null, null, null, null, false);
    }

    /** A client's only secret, which stands in a store. */
    public static SecretSeed in(SecretReference reference) {
        return new SecretSeed(null, null, null, reference, null, null, null, false);
    }

    /** The same secret with the place where its value is kept. */
    SecretSeed keptIn(SecretReference place) {
        return new SecretSeed(id, value, hash, place, expires, label, source, made);
    }

    public SecretSeed named(String name) {
        return new SecretSeed(name, value, hash, reference, expires, label, source, made);
    }

    public SecretSeed expiring(Instant when) {
        return new SecretSeed(id, value, hash, reference, when, label, source, made);
    }

    public SecretSeed labelled(String text) {
        return new SecretSeed(id, value, hash, reference, expires, text, source, made);
    }

    /** The same secret with the value that its store has. */
    public SecretSeed found(Secret known, String version) {
        return new SecretSeed(id, known, hash, reference, expires, label, version, false);
    }

    /** The same secret with the value that was made for it. */
    public SecretSeed made(Secret known, String version) {
        return new SecretSeed(id, known, hash, reference, expires, label, version, true);
    }

    /** Whether its value is in a store that nobody has asked yet. */
    public boolean isElsewhere() {
        return value == null && hash == null;
    }

    /** Whether it is still to be made, if its store has none. */
    public boolean isToBeMade() {
        return isElsewhere() && reference != null && reference.generate();
    }

    /** Which one it is, without its hash. */
    @Override
    public String toString() {
        return "secret" + (id == null ? "" : " " + id) + " ***";
    }
}
