package io.authscape.keycloak.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** A key in the library's memory. */
final class NativeKey {

    private static final byte[] PROBE = "authscape".getBytes(StandardCharsets.UTF_8);

    private final NativeLibrary library;
    private final PrivateKey translated;

    NativeKey(NativeLibrary library, PrivateKey translated) {
        this.library = library;
        this.translated = translated;
    }

    byte[] sign(byte[] data) throws GeneralSecurityException {
        return library.sign(translated, data);
    }

    /** No token is signed with a key before the JDK has found the library's signature to be right. */
    void prove(PublicKey publicKey) throws GeneralSecurityException {
        Signature jdk = Signature.getInstance(NativeLibrary.SIGNATURE);
        jdk.initVerify(publicKey);
        jdk.update(PROBE);
        if (!jdk.verify(sign(PROBE))) {
            throw new SignatureException("its signature is not the public key's");
        }
    }
}
