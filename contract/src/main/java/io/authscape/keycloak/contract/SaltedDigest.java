package io.authscape.keycloak.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SHA-256 of a salt and a secret: {@code $sha256$<salt>$<digest>}, both in Base64. For secrets that nobody can guess,
 * however fast the guesses are: see {@link SecretStrength}.
 */
public final class SaltedDigest implements SecretHash {

    static final String PREFIX = "$sha256$";

    private static final int SALT = 16;
    private static final Pattern FORM = Pattern.compile("\\$sha256\\$([A-Za-z0-9+/]{22}==)\\$([A-Za-z0-9+/]{43}=)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] salt;
    private final byte[] digest;

    private SaltedDigest(byte[] salt, byte[] digest) {
        this.salt = salt;
        this.digest = digest;
    }

    /** Hashes a secret of which the caller knows that it is strong. */
    public static SaltedDigest of(String secret) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        return new SaltedDigest(salt, digest(salt, secret));
    }

    static Optional<SaltedDigest> parse(String stored) {
        Matcher parts = FORM.matcher(stored);
        return parts.matches()
                ? Optional.of(new SaltedDigest(decode(parts.group(1)), decode(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public boolean verifies(String secret) {
        return MessageDigest.isEqual(digest, digest(salt, secret));
    }

    @Override
    public long rounds() {
        return 1;
    }

    @Override
    public String text() {
        Base64.Encoder base64 = Base64.getEncoder();
        return PREFIX + base64.encodeToString(salt) + "$" + base64.encodeToString(digest);
    }

    @Override
    public String toString() {
        return "salted SHA-256";
    }

    private static byte[] digest(byte[] salt, String secret) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            return sha256.digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
