package io.authscape.keycloak.secret;

import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.SecretAddress;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** The stores of one run, each opened when it is first needed. */
public final class SecretStores {

    private final Map<String, String> env;
    private final Map<String, SecretStore> open = new ConcurrentHashMap<>();

    /**
     * Opens none yet.
     *
     * @param env the environment's variables
     */
    public SecretStores(Map<String, String> env) {
        this.env = Map.copyOf(env);
    }

    /**
     * The store of an address.
     *
     * @throws SecretStoreException if its jar is missing
     */
    public SecretStore of(SecretAddress address) {
        return open.computeIfAbsent(address.scheme(), this::load);
    }

    private SecretStore load(String scheme) {
        for (SecretStoreType type : ServiceLoader.load(SecretStoreType.class, SecretStoreType.class.getClassLoader())) {
            if (type.scheme().equals(scheme)) {
                return type.open(env);
            }
        }
        String jar = "authscape-provisioner-" + scheme + ".jar";
        throw new SecretStoreException(
                Kind.REFUSED,
                jar + " is missing, which knows ${" + scheme + ":...}; put it beside authscape-provisioner.jar");
    }
}
