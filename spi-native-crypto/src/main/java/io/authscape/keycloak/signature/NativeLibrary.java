package io.authscape.keycloak.signature;

import java.lang.reflect.InvocationTargetException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/**
 * Amazon Corretto Crypto Provider, which signs with AWS-LC. It is asked by name and never registered in the JVM: as the
 * first provider it would take over random numbers, HMACs and digests as well, which are no faster for it.
 */
final class NativeLibrary {

    static final String SIGNATURE = "SHA256withRSA";

    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private final Provider provider;

    NativeLibrary(Provider provider) {
        this.provider = provider;
    }

    /** Where a library comes from. */
    @FunctionalInterface
    interface Source {
        NativeLibrary load() throws NotLoadedException;
    }

    /** The one in this jar. */
    static NativeLibrary load() throws NotLoadedException {
        Fips.refuse();
        return from(new BundledClasses(Platform.current()));
    }

    /**
     * Loads the library through a class loader of its own, and lets it test itself.
     *
     * @throws NotLoadedException the native code doesn't load on this machine, or fails its own tests
     */
    static NativeLibrary from(ClassLoader classes) throws NotLoadedException {
        try {
            Class<?> type = Class.forName(PROVIDER, true, classes);
            Provider provider = (Provider) type.getDeclaredConstructor().newInstance();
            Throwable error = (Throwable) type.getMethod("getLoadingError").invoke(provider);
            if (error != null) {
                throw notLoaded(error);
            }
            type.getMethod("assertHealthy").invoke(provider);
            return new NativeLibrary(provider);
        } catch (InvocationTargetException e) {
            throw notLoaded(e.getCause());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw notLoaded(e);
        }
    }

    /** What the machine said, in one line: it is what tells a folder that may not execute from a missing glibc. */
    private static NotLoadedException notLoaded(Throwable error) {
        String said = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return new NotLoadedException(
                "the native library did not load (" + error.getClass().getSimpleName() + ": " + said + ")", error);
    }

    /** The same key in the library's own memory. */
    PrivateKey translate(PKCS8EncodedKeySpec key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA", provider).generatePrivate(key);
    }

    /** Signs as RS256 does. */
    byte[] sign(PrivateKey translated, byte[] data) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURE, provider);
        signature.initSign(translated);
        signature.update(data);
        return signature.sign();
    }

    /** Name and versions, as the library says them. */
    @Override
    public String toString() {
        return provider.getInfo();
    }
}
