package io.authscape.keycloak.secret;

import io.authscape.keycloak.seed.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets that nobody guesses: 256 random bits, in letters that a URL and a shell leave alone. */
public final class StrongSecret {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private StrongSecret() {}

    public static Secret make() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
