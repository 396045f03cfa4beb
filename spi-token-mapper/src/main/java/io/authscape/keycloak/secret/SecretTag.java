package io.authscape.keycloak.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for a secret in memory: HMAC-SHA256 under a key that this process made for itself. Two tags are equal if their
 * secrets are; outside of this process they tell nothing.
 */
final class SecretTag {

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecretKeySpec KEY = newKey();

    private final byte[] tag;

    private SecretTag(byte[] tag) {
        this.tag = tag;
    }

    static SecretTag of(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(KEY);
            return new SecretTag(mac.doFinal(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }

    private static SecretKeySpec newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, ALGORITHM);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SecretTag another && MessageDigest.isEqual(tag, another.tag);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(tag);
    }
}
