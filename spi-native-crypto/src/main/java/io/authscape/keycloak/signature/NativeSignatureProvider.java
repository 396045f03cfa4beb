package io.authscape.keycloak.signature;

import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.AsymmetricSignatureProvider;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.SignatureSignerContext;
import org.keycloak.models.KeycloakSession;

/** Signs natively. Which key, and all that is verified, is Keycloak's matter. */
final class NativeSignatureProvider extends AsymmetricSignatureProvider {

    private final KeycloakSession session;
    private final NativeKeys keys;

    NativeSignatureProvider(KeycloakSession session, NativeKeys keys) {
        super(session, Algorithm.RS256);
        this.session = session;
        this.keys = keys;
    }

    @Override
    public SignatureSignerContext signer() {
        return new NativeSignerContext(session, keys);
    }

    @Override
    public SignatureSignerContext signer(KeyWrapper key) {
        super.signer(key); // refuses what isn't a key for RS256
        return new NativeSignerContext(key, keys);
    }
}
