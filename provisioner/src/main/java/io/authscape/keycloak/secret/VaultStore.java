package io.authscape.keycloak.secret;

import java.util.Map;

/** HashiCorp Vault, or OpenBao, with the key-value engine of version 2. */
public final class VaultStore implements SecretStoreType {

    @Override
    public String scheme() {
        return "vault";
    }

    @Override
    public SecretStore open(Map<String, String> env) {
        return new EntryFields("Vault", new VaultKeyValues(new VaultConnection(new VaultSettings(env))));
    }
}
