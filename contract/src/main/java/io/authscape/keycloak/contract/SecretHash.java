package io.authscape.keycloak.contract;

import java.util.Optional;

/**
 * A client secret as it is stored: enough to tell whether a secret that is shown is the same, and no more.
 *
 * <p>The formats tell themselves apart: {@link Pbkdf2Hash} (OpenIddict, ASP.NET Identity v3), {@link SaltedDigest} (ours,
 * for strong secrets only) and {@link PlainDigest} (IdentityServer).
 */
public sealed interface SecretHash permits Pbkdf2Hash, SaltedDigest, PlainDigest {

    /** Longer text is no hash, so that nobody has to look at it. */
    int LONGEST_TEXT = 1024;

    /** Reads a stored hash; empty if it is none, or one that costs too much to compare with. */
    static Optional<SecretHash> parse(String stored) {
        if (stored == null || stored.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        if (stored.startsWith(SaltedDigest.PREFIX)) {
            return SaltedDigest.parse(stored).map(SecretHash.class::cast);
        }
        return DotNetBase64.decode(stored)
                .flatMap(bytes ->
                        Pbkdf2Hash.parse(bytes).map(SecretHash.class::cast).or(() -> PlainDigest.parse(bytes)));
    }

    /** Hashes a secret: a strong one in a way that costs nothing to compare with, any other one slowly. */
    static SecretHash of(String secret) {
        return SecretStrength.isStrong(secret) ? SaltedDigest.of(secret) : Pbkdf2Hash.of(secret);
    }

    /** Whether this is the hash of that secret; takes as long for a wrong one as for the right one. */
    boolean verifies(String secret);

    /** How many rounds of a digest one comparison takes: 1 for the fast formats. */
    long rounds();

    /** As it is stored; {@link #parse(String)} reads it. */
    String text();
}
