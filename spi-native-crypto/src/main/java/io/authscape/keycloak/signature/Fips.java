package io.authscape.keycloak.signature;

import java.util.Arrays;
import org.keycloak.common.crypto.CryptoIntegration;
import org.keycloak.common.crypto.FipsMode;
import org.keycloak.common.util.Environment;

/** Whoever asks for FIPS wants signatures by a certified module, and the bundled library is none. */
final class Fips {

    private Fips() {}

    static void refuse() throws NotLoadedException {
        if (Environment.isJavaInFipsMode() || isOfFipsMode(cryptoProvider())) {
            throw new NotLoadedException("it runs in FIPS mode, and the native library has no FIPS certificate");
        }
    }

    /** @param cryptoProvider the class that Keycloak does its cryptography with */
    static boolean isOfFipsMode(String cryptoProvider) {
        return Arrays.stream(FipsMode.values())
                .filter(FipsMode::isFipsEnabled)
                .anyMatch(mode -> mode.getProviderClassName().equals(cryptoProvider));
    }

    private static String cryptoProvider() {
        return CryptoIntegration.isInitialised()
                ? CryptoIntegration.getProvider().getClass().getName()
                : null;
    }
}
