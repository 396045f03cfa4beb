package io.authscape.keycloak.cli;

import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

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

    /**
     * Whoever reads the file meanwhile sees the old one or the new one, never a part. A link stays one, and a device or a
     * pipe is written to.
     */
    static void write(String option, Path file, String text) {
        write(option, file, text, false);
    }

    /** Like {@link #write}, for its owner alone. */
    static void writePrivate(String option, Path file, String text) {
        write(option, file, text, true);
    }

    /** Like {@link #writePrivate} where there is no such file yet; one that is there keeps the rights that it was given. */
    static void writeNewPrivate(String option, Path file, String text) {
        write(option, file, text, !Files.exists(file));
    }

    /** Whether both are one file, by whichever names, so that the second write would destroy the first. */
    static boolean isSame(Path one, Path other) {
        if (one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
            // A device or a pipe takes both.
            return !Files.exists(one) || Files.isRegularFile(one);
        }
        try {
            return Files.isRegularFile(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Ends the command before it writes over what it was to read.
     *
     * @param read {@code null} if nothing is read
     * @param written {@code null} if nothing is written
     */
    static void keepApart(String readOption, Path read, String writeOption, Path written) {
        if (read != null && written != null && isSame(read, written)) {
            throw new CommandFailure(
                    ExitCodes.USAGE,
                    readOption + " and " + writeOption + " name the same file, " + Quoted.of(written.toString())
                            + ", which would be overwritten; give " + writeOption + " another one");
        }
    }

    private static void write(String option, Path file, String text, boolean isPrivate) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.writeString(file, text);
                return;
            }
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            // A temporary file is its owner's alone where the system knows such a thing.
            Path part = Files.createTempFile(target.getParent(), ".", ".part");
            try {
                Files.writeString(part, text);
                if (!isPrivate) {
                    open(part, target);
                }
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCodes.USAGE, option + ": the file " + Quoted.of(file.toString()) + " can't be written");
        }
    }

    /** Gives it the rights of the file that it replaces, or those that a new one is usual to have. */
    private static void open(Path part, Path target) throws IOException {
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> rights = Files.exists(target)
                    ? Files.getPosixFilePermissions(target)
                    : PosixFilePermissions.fromString("rw-r--r--");
            Files.setPosixFilePermissions(part, rights);
        }
    }
}
