package io.authscape.keycloak.secret;

import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a store gave out last, by address: nobody's newer secret is replaced by someone who only saw the older one. */
public final class LastRead {

    private final Map<String, Optional<Secret>> secrets = new ConcurrentHashMap<>();

    /** Notes what stands there, and gives it back. */
    public Optional<Secret> remember(String address, Optional<Secret> secret) {
        secrets.put(address, secret);
        return secret;
    }

    /**
     * What was never read may be replaced unseen.
     *
     * @param now what stands there just before it is replaced
     * @throws SecretStoreException if that is another one than was read
     */
    public void requireUnchanged(String address, Optional<Secret> now) {
        if (!now.equals(secrets.getOrDefault(address, now))) {
            throw overtaken();
        }
    }

    /** Somebody else's secret stands there by now. */
    public static SecretStoreException overtaken() {
        return new SecretStoreException(
                Kind.REFUSED, "somebody else changed it meanwhile, and theirs was left alone; run it again");
    }
}
