package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only its owner may read, from its first byte on. */
final class PrivateFile {

    private PrivateFile() {}

    /** Writes it whole or not at all; an older file of that name is replaced, with its permissions. */
    static void write(String name, String text) {
        try {
            Path file = Path.of(name).toAbsolutePath();
            Path fresh = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".tmp", onlyOwner());
            try {
                Files.writeString(fresh, text);
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure(ExitCodes.FAILED, "the file " + Quoted.of(name) + " can't be written");
        }
    }

    private static FileAttribute<?>[] onlyOwner() {
        // Java's temporary files are private on other systems, too, but only here it is a promise.
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
