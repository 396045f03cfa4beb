package io.authscape.keycloak.secret;

import java.util.Map;

/** A kind of secret store, found by {@link java.util.ServiceLoader}. Opening one costs nothing before it is asked. */
public interface SecretStoreType {

    /** What references to it start with, for example {@code vault}. */
    String scheme();

    /**
     * Opens the store.
     *
     * @param env the environment's variables, which say where the store is and who asks it
     */
    SecretStore open(Map<String, String> env);
}
