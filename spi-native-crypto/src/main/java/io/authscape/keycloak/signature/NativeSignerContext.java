package io.authscape.keycloak.signature;

import java.security.GeneralSecurityException;
import java.util.Optional;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.ServerAsymmetricSignatureSignerContext;
import org.keycloak.models.KeycloakSession;

/** Signs one token: natively where the key allows it, and otherwise as Keycloak does. */
final class NativeSignerContext extends ServerAsymmetricSignatureSignerContext {

    private final NativeKeys keys;

    /** With the realm's active key. */
    NativeSignerContext(KeycloakSession session, NativeKeys keys) {
        super(session, Algorithm.RS256);
        this.keys = keys;
    }

    NativeSignerContext(KeyWrapper key, NativeKeys keys) {
        super(key);
        this.keys = keys;
    }

    @Override
    public byte[] sign(byte[] data) {
        Optional<NativeKey> nativeKey = keys.of(key);
        if (nativeKey.isPresent()) {
            try {
                return nativeKey.get().sign(data);
            } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
                keys.giveUp(key, e);
            }
        }
        return super.sign(data);
    }
}
