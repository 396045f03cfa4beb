package io.authscape.keycloak.secret;

import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** A file that not everybody may read, and that is there whole or not at all. */
final class PrivateFile {

    private static final Set<PosixFilePermission> EVERYBODYS = Set.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

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

    /** A new file is its owner's alone. One that somebody gave to a group on purpose, and to nobody else, stays so. */
    static void write(Path file, String text) {
        try {
            // A link stays one.
            Path target = Files.exists(file) ? file.toRealPath() : file;
            // A temporary file is its owner's alone (0600) where the system knows such a thing.
            Path whole = Files.createTempFile(target.toAbsolutePath().getParent(), ".authscape-", ".tmp");
            try {
                fill(whole, text);
                keepReaders(target, whole);
                Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (NoSuchFileException e) {
            throw new SecretStoreException(Kind.DENIED, "the folder of " + shown(file) + " is missing; make it");
        } catch (IOException e) {
            throw new SecretStoreException(
                    Kind.DENIED,
                    "the file " + shown(file) + " can't be written; make its folder writable, and its owner the one who"
                            + " runs this");
        }
    }

    /** On the disk before the old file goes: a secret that a power failure takes away is nowhere else. */
    private static void fill(Path whole, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static void keepReaders(Path before, Path whole) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(before, PosixFileAttributeView.class);
        PosixFileAttributeView fresh = Files.getFileAttributeView(whole, PosixFileAttributeView.class);
        if (old == null || fresh == null || !Files.exists(before)) {
            return;
        }
        PosixFileAttributes kept = old.readAttributes();
        PosixFileAttributes made = fresh.readAttributes();
        if (!kept.owner().equals(made.owner())) {
            fresh.setOwner(kept.owner());
        }
        if (kept.permissions().stream().anyMatch(EVERYBODYS::contains)) {
            return; // Nobody said who else needs it.
        }
        if (!kept.group().equals(made.group()) && kept.permissions().contains(PosixFilePermission.GROUP_READ)) {
            fresh.setGroup(kept.group());
        }
        fresh.setPermissions(kept.permissions());
    }

    private static String shown(Path file) {
        return Quoted.of(file.toString());
    }
}
