package io.authscape.keycloak.contract;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 (RFC 8018) as OpenIddict and ASP.NET Identity v3 store it, in Base64: a byte 1, then as numbers of 32 bits, the
 * highest byte first, the digest (0 SHA-1, 1 SHA-256, 2 SHA-512), the rounds and the salt's length; then the salt, and
 * the derived key up to the end.
 */
public final class Pbkdf2Hash implements SecretHash {

    /** More would let whoever writes a hash decide how long the server is busy. */
    public static final int MOST_ROUNDS = 1_000_000;

    static final byte MARKER = 1;
    static final int HEADER = 1 + 3 * Integer.BYTES;
    /** As OpenIddict asks for, of salt and key. */
    static final int SHORTEST = 16;

    private static final int ROUNDS = 10_000;
    private static final int KEY = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Digest digest;
    private final int rounds;
    private final byte[] salt;
    private final byte[] key;

    private Pbkdf2Hash(Digest digest, int rounds, byte[] salt, byte[] key) {
        this.digest = digest;
        this.rounds = rounds;
        this.salt = salt;
        this.key = key;
    }

    /** Hashes as OpenIddict does: SHA-256, 10,000 rounds, a salt of 16 bytes, a key of 32. */
    public static Pbkdf2Hash of(String secret) {
        byte[] salt = new byte[SHORTEST];
        RANDOM.nextBytes(salt);
        return new Pbkdf2Hash(Digest.SHA256, ROUNDS, salt, derive(Digest.SHA256, secret, salt, ROUNDS, KEY));
    }

    /** Empty where OpenIddict lets nobody in, and where a comparison would take more than {@link #MOST_ROUNDS}. */
    static Optional<Pbkdf2Hash> parse(byte[] bytes) {
        if (bytes.length < HEADER + 2 * SHORTEST || bytes[0] != MARKER) {
            return Optional.empty();
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        Optional<Digest> digest = Digest.numbered(fields.getInt());
        int rounds = fields.getInt();
        int saltLength = fields.getInt();
        boolean sane = digest.isPresent()
                && rounds >= 1
                && saltLength >= SHORTEST
                && saltLength <= fields.remaining() - SHORTEST;
        if (!sane) {
            return Optional.empty();
        }
        byte[] salt = new byte[saltLength];
        byte[] key = new byte[fields.remaining() - saltLength];
        fields.get(salt).get(key);
        Pbkdf2Hash hash = new Pbkdf2Hash(digest.get(), rounds, salt, key);
        return hash.rounds() <= MOST_ROUNDS ? Optional.of(hash) : Optional.empty();
    }

    @Override
    public boolean verifies(String secret) {
        return MessageDigest.isEqual(key, derive(digest, secret, salt, rounds, key.length));
    }

    /** A key longer than the digest is derived block by block, all rounds for each. */
    @Override
    public long rounds() {
        return digest.rounds(rounds, key.length);
    }

    @Override
    public String text() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + salt.length + key.length)
                .put(MARKER)
                .putInt(digest.number)
                .putInt(rounds)
                .putInt(salt.length)
                .put(salt)
                .put(key);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Which kind it is, without what it is made of. */
    @Override
    public String toString() {
        return "PBKDF2 (" + digest + ", " + rounds + " rounds)";
    }

    private static byte[] derive(Digest digest, String secret, byte[] salt, int rounds, int length) {
        PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, rounds, length * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance(digest.algorithm)
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + digest.algorithm, e);
        } finally {
            spec.clearPassword();
        }
    }

    enum Digest {
        SHA1(0, "PBKDF2WithHmacSHA1", 20),
        SHA256(1, "PBKDF2WithHmacSHA256", 32),
        SHA512(2, "PBKDF2WithHmacSHA512", 64);

        private final int number;
        private final String algorithm;
        private final int length;

        Digest(int number, String algorithm, int length) {
            this.number = number;
            this.algorithm = algorithm;
            this.length = length;
        }

        /** All rounds, for a key of that many bytes. */
        long rounds(long each, int key) {
            return each * ((key + length - 1) / length);
        }

        static Optional<Digest> numbered(int number) {
            return Stream.of(values()).filter(digest -> digest.number == number).findFirst();
        }
    }
}
