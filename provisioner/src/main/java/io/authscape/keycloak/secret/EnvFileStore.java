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

    @Override
    public void write(String address, Secret secret) {
        WriteTurn.take(file(address), () -> put(address, secret));
    }

    /** Compared in the same turn: nobody comes in between. */
    @Override
    public void replace(String address, Secret secret) {
        WriteTurn.take(file(address), () -> {
            lastRead.requireUnchanged(address, standing(address));
            put(address, secret);
        });
        lastRead.remember(address, Optional.of(secret));
    }

    /** Writes the whole file, with the lines of others as they are at this moment. */
    private static void put(String address, Secret secret) {
        EnvFile before = EnvFile.of(PrivateFile.read(file(address)).orElse(""));
        PrivateFile.write(
                file(address), before.with(name(address), secret.reveal()).text());
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
