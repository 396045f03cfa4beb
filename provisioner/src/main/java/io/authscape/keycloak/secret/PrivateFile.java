package io.authscape.keycloak.secret;

import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A file that only its owner may read, and that is there whole or not at all. */
final class PrivateFile {

    private PrivateFile() {}

    /** Empty if there is no such file. */
    static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SecretStoreException(
                    Kind.DENIED, "the file " + shown(file) + " can't be read; make it a readable UTF-8 text");
        }
    }

    static void write(Path file, String text) {
        try {
            // A temporary file is its owner's alone (0600) where the system knows such a thing.
            Path whole = Files.createTempFile(file.getParent(), ".authscape-", ".tmp");
            try {
                Files.writeString(whole, text);
                Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (NoSuchFileException e) {
            throw new SecretStoreException(Kind.DENIED, "the folder of " + shown(file) + " is missing; make it");
        } catch (IOException e) {
            throw new SecretStoreException(
                    Kind.DENIED, "the file " + shown(file) + " can't be written; make its folder writable");
        }
    }

    private static String shown(Path file) {
        return Quoted.of(file.toString());
    }
}
