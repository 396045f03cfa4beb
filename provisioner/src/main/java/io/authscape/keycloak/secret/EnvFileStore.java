package io.authscape.keycloak.secret;

import io.authscape.keycloak.seed.EnvFile;
import io.authscape.keycloak.seed.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Lines of dotenv files, {@code path#NAME}. */
public final class EnvFileStore implements SecretStoreType, SecretStore {

    private final LastRead lastRead = new LastRead();

    @Override
    public String scheme() {
        return "envfile";
    }

    @Override
    public SecretStore open(Map<String, String> env) {
        return new EnvFileStore();
    }

    @Override
    public Optional<Secret> read(String address) {
        return lastRead.remember(address, standing(address));
    }

    /** One at a time: each writes the whole file. */
    @Override
    public synchronized void write(String address, Secret secret) {
        EnvFile before = EnvFile.of(PrivateFile.read(file(address)).orElse(""));
        PrivateFile.write(
                file(address), before.with(name(address), secret.reveal()).text());
    }

    @Override
    public synchronized void replace(String address, Secret secret) {
        lastRead.requireUnchanged(address, standing(address));
        write(address, secret);
        lastRead.remember(address, Optional.of(secret));
    }

    private static Optional<Secret> standing(String address) {
        return PrivateFile.read(file(address))
                .flatMap(text -> EnvFile.of(text).get(name(address)))
                .filter(value -> !value.isBlank())
                .map(Secret::new);
    }

    private static Path file(String address) {
        return Path.of(address.substring(0, address.lastIndexOf('#')));
    }

    private static String name(String address) {
        return address.substring(address.lastIndexOf('#') + 1);
    }
}
