package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that an option names, whole or not at all. */
final class TextFile {

    private TextFile() {}

    static String read(String option, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCodes.USAGE, option + ": the file " + Quoted.of(file.toString()) + " can't be read");
        }
    }

    /** Whoever reads the file meanwhile sees the old one or the new one, never a part. */
    static void write(String option, Path file, String text) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Path part = Files.createTempFile(folder, ".", ".part");
            try {
                Files.writeString(part, text);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCodes.USAGE, option + ": the file " + Quoted.of(file.toString()) + " can't be written");
        }
    }
}
