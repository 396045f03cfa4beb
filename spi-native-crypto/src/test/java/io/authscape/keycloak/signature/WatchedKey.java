package io.authscape.keycloak.signature;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A realm's key that counts how often its encoding was asked for, and that nobody may compare or hash. The JDK signs with
 * its numbers, so the encoding may be anything.
 */
final class WatchedKey implements RSAPrivateCrtKey {

    private static final long serialVersionUID = 1;

    private final transient RSAPrivateCrtKey key;
    private final transient byte[] encoding;
    private final transient AtomicInteger encodings = new AtomicInteger();

    /** With its own encoding. */
    WatchedKey(PrivateKey key) {
        this(key, key.getEncoded());
    }

    /** @param encoding null: there is none, as for a key in an HSM */
    WatchedKey(PrivateKey key, byte[] encoding) {
        this.key = (RSAPrivateCrtKey) key;
        this.encoding = encoding;
    }

    int encodings() {
        return encodings.get();
    }

    @Override
    public byte[] getEncoded() {
        encodings.incrementAndGet();
        return encoding;
    }

    @Override
    public String getFormat() {
        return key.getFormat();
    }

    @Override
    public String getAlgorithm() {
        return key.getAlgorithm();
    }

    @Override
    public boolean equals(Object other) {
        throw new AssertionError("the key was compared");
    }

    @Override
    public int hashCode() {
        throw new AssertionError("the key was hashed");
    }

    @Override
    public BigInteger getModulus() {
        return key.getModulus();
    }

    @Override
    public BigInteger getPrivateExponent() {
        return key.getPrivateExponent();
    }

    @Override
    public BigInteger getPublicExponent() {
        return key.getPublicExponent();
    }

    @Override
    public BigInteger getPrimeP() {
        return key.getPrimeP();
    }

    @Override
    public BigInteger getPrimeQ() {
        return key.getPrimeQ();
    }

    @Override
    public BigInteger getPrimeExponentP() {
        return key.getPrimeExponentP();
    }

    @Override
    public BigInteger getPrimeExponentQ() {
        return key.getPrimeExponentQ();
    }

    @Override
    public BigInteger getCrtCoefficient() {
        return key.getCrtCoefficient();
    }
}
