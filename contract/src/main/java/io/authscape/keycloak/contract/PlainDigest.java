package io.authscape.keycloak.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * SHA-256 or SHA-512 of a secret in Base64, as IdentityServer stores it ({@code "secret".Sha256()}). Only verified, never
 * made: it has no salt, and is guessed fast.
 */
public final class PlainDigest implements SecretHash {

    private static final int SHA256 = 32;
    private static final int SHA512 = 64;

    private final byte[] digest;

    private PlainDigest(byte[] digest) {
        this.digest = digest;
    }

    static Optional<PlainDigest> parse(byte[] bytes) {
        return bytes.length == SHA256 || bytes.length == SHA512
                ? Optional.of(new PlainDigest(bytes))
                : Optional.empty();
    }

    @Override
    public boolean verifies(String secret) {
        try {
            byte[] shown = MessageDigest.getInstance(algorithm()).digest(secret.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(digest, shown);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public long rounds() {
        return 1;
    }

    @Override
    public String text() {
        return Base64.getEncoder().encodeToString(digest);
    }

    @Override
    public String toString() {
        return algorithm() + " without salt";
    }

    private String algorithm() {
        return digest.length == SHA256 ? "SHA-256" : "SHA-512";
    }
}
