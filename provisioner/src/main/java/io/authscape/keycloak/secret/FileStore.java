package io.authscape.keycloak.secret;

import io.authscape.keycloak.seed.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Files that hold one secret each. */
public final class FileStore implements SecretStoreType, SecretStore {

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public SecretStore open(Map<String, String> env) {
        return this;
    }

    @Override
    public Optional<Secret> read(String address) {
        return PrivateFile.read(Path.of(address))
                .map(text -> text.replaceFirst("[\\r\\n]+\\z", ""))
                .filter(text -> !text.isBlank())
                .map(Secret::new);
    }

    @Override
    public void write(String address, Secret secret) {
        PrivateFile.write(Path.of(address), secret.reveal());
    }
}
