package io.authscape.keycloak.signature;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyType;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;

/** Keys as Keycloak hands them to what signs. */
final class RealmKey {

    private RealmKey() {}

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyWrapper of(KeyPair pair) {
        return of(pair.getPrivate(), pair.getPublic());
    }

    static KeyWrapper of(Key privateKey, Key publicKey) {
        KeyWrapper key = new KeyWrapper();
        key.setKid("a-kid");
        key.setUse(KeyUse.SIG);
        key.setType(KeyType.RSA);
        key.setAlgorithm(Algorithm.RS256);
        key.setPrivateKey(privateKey);
        key.setPublicKey(publicKey);
        return key;
    }

    /** The same key as another object. */
    static PrivateKey copy(PrivateKey key) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the JDK signs: RS256 leaves nothing to chance, so every right signature is this one. */
    static byte[] jdkSignature(PrivateKey key, byte[] data) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA", "SunRsaSign");
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean jdkVerifies(PublicKey key, byte[] data, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA", "SunRsaSign");
            signature.initVerify(key);
            signature.update(data);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
