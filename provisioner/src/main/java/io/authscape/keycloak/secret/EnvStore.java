package io.authscape.keycloak.secret;

import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Secret;
import java.util.Map;
import java.util.Optional;

/** The environment of this process. */
public final class EnvStore implements SecretStoreType {

    @Override
    public String scheme() {
        return "env";
    }

    @Override
    public SecretStore open(Map<String, String> env) {
        return new SecretStore() {
            @Override
            public Optional<Secret> read(String address) {
                return Optional.ofNullable(env.get(address))
                        .filter(value -> !value.isBlank())
                        .map(Secret::new);
            }

            @Override
            public void write(String address, Secret secret) {
                throw unwritable();
            }

            @Override
            public void replace(String address, Secret secret) {
                throw unwritable();
            }
        };
    }

    private static SecretStoreException unwritable() {
        return new SecretStoreException(
                Kind.REFUSED, "an environment variable can't keep a secret; use a file or a secret store");
    }
}
