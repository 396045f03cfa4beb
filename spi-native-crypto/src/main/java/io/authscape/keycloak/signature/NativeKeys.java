package io.authscape.keycloak.signature;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.crypto.KeyWrapper;

/**
 * The realms' keys as the library holds them. Parsing, checking and blinding a key costs more than half of what the
 * library saves, so it is done once for each key object, which Keycloak keeps as long as it keeps the realm in its cache.
 *
 * <p>Weakly, and by identity: a key that Keycloak has let go of is forgotten, and no token pays for a hash of the encoded
 * key, as it would in a {@link java.util.WeakHashMap}.
 */
final class NativeKeys {

    private static final Logger LOG = Logger.getLogger(NativeKeys.class);

    private final NativeLibrary library;
    private final Cache<Key, Optional<NativeKey>> keys = Caffeine.newBuilder()
            .weakKeys()
            .executor(Runnable::run) // no thread that outlives Keycloak's
            .build();

    NativeKeys(NativeLibrary library) {
        this.library = library;
    }

    /** Empty: the JDK signs with this key. */
    Optional<NativeKey> of(KeyWrapper key) {
        Key known = key.getPrivateKey();
        return known == null ? Optional.empty() : keys.get(known, privateKey -> translate(privateKey, key));
    }

    /** From now on the JDK signs with this key. */
    void giveUp(KeyWrapper key, Throwable reason) {
        LOG.warnf("The JDK signs with the key '%s' from now on: the native library failed (%s).", key.getKid(), reason);
        keys.put(key.getPrivateKey(), Optional.empty());
    }

    /** How many keys are in the library's memory now. */
    long count() {
        keys.cleanUp();
        return keys.asMap().values().stream().filter(Optional::isPresent).count();
    }

    /** Keys without an encoding, such as an HSM's, stay where they are, and nobody needs to hear of it. */
    private Optional<NativeKey> translate(Key privateKey, KeyWrapper key) {
        byte[] encoded = "PKCS#8".equals(privateKey.getFormat()) ? privateKey.getEncoded() : null;
        if (encoded == null || !(key.getPublicKey() instanceof PublicKey publicKey)) {
            return Optional.empty();
        }
        try {
            PrivateKey translated = library.translate(new PKCS8EncodedKeySpec(encoded));
            NativeKey nativeKey = new NativeKey(library, translated);
            nativeKey.prove(publicKey);
            return Optional.of(nativeKey);
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            LOG.warnf("The JDK signs with the key '%s': the native library can't (%s).", key.getKid(), e);
            return Optional.empty();
        }
    }
}
