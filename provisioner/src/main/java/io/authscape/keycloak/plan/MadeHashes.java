package io.authscape.keycloak.plan;

import io.authscape.keycloak.contract.SaltedDigest;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.seed.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hashes that this process has made of secrets. Keycloak is asked afterwards whether it has them, and then nothing has to be
 * computed again to see that it has: a weak secret's hash takes milliseconds, and there may be a thousand.
 */
final class MadeHashes {

    private static final Map<String, Secret> SECRETS = new ConcurrentHashMap<>();

    private MadeHashes() {}

    /**
     * Makes one, as it is stored.
     *
     * @param strong whether the secret is known to be strong, whatever it happens to look like
     */
    static String of(Secret secret, boolean strong) {
        String value = secret.reveal();
        String hash = (strong ? SaltedDigest.of(value) : SecretHash.of(value)).text();
        SECRETS.put(hash, secret);
        return hash;
    }

    /** Whether that hash was made here, of that secret. */
    static boolean isOf(String hash, Secret secret) {
        return hash != null && secret.equals(SECRETS.get(hash));
    }
}
