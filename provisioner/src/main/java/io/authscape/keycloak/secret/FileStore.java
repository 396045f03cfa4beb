package io.authscape.keycloak.secret;

import io.authscape.keycloak.seed.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Files that hold one secret each. */
public final class FileStore implements SecretStoreType, SecretStore {

    private final LastRead lastRead = new LastRead();

    @Override
    public String scheme() {
        return "file";
    }

    @Override
    public SecretStore open(Map<String, String> env) {
        return new FileStore();
    }

    @Override
    public Optional<Secret> read(String address) {
        return lastRead.remember(address, standing(address));
    }

    @Override
    public void write(String address, Secret secret) {
        PrivateFile.write(Path.of(address), secret.reveal());
    }

    /** Compared in the same turn: nobody comes in between. */
    @Override
    public void replace(String address, Secret secret) {
        WriteTurn.take(Path.of(address), () -> {
            lastRead.requireUnchanged(address, standing(address));
            write(address, secret);
        });
        lastRead.remember(address, Optional.of(secret));
    }

    private static Optional<Secret> standing(String address) {
        return PrivateFile.read(Path.of(address))
                .map(text -> text.replaceFirst("[\\r\\n]+\\z", ""))
                .filter(text -> !text.isBlank())
                .map(Secret::new);
    }
}
