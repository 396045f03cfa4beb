package io.authscape.keycloak.secret;

import io.authscape.keycloak.seed.Secret;
import java.util.Optional;

/**
 * A place that keeps secrets, under addresses of its own form. Safe for use by several threads. It retries what can be
 * retried, and gives up within a minute. It lives as long as one piece of work: it may remember what it read, until it
 * writes there itself.
 */
public interface SecretStore {

    /**
     * Reads a secret.
     *
     * @return empty if the store has none under this address, or an empty one
     * @throws SecretStoreException if the store can't tell
     */
    Optional<Secret> read(String address);

    /**
     * Puts a secret where none is. A store that can tell leaves alone what somebody else put there meanwhile: who wants to
     * know what stands there now reads it back.
     *
     * @throws SecretStoreException if the secret may not be there
     */
    void write(String address, Secret secret);

    /**
     * Puts a secret in the place of the one that {@link #read(String)} gave last, or where none is. If another one stands
     * there by now, it stays. (Stores without a comparison of their own look just before they write.)
     *
     * @throws SecretStoreException if the secret may not be there
     */
    void replace(String address, Secret secret);

    /**
     * Which version of the secret {@link #read(String)} gave last, for stores that count versions: as long as it stays the
     * same, so does the secret.
     */
    default Optional<String> version(String address) {
        return Optional.empty();
    }
}
