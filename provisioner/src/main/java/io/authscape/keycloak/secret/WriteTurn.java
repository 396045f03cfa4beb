package io.authscape.keycloak.secret;

import io.authscape.keycloak.secret.SecretStoreException.Kind;
import io.authscape.keycloak.seed.Quoted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One writer of a file at a time, in this process and in others: who changes a part of a file writes all of it. What is
 * locked is an empty file beside it, {@code .NAME.lock}, since the file itself is replaced by each write. It stays: who
 * waits for a file that another one removes would get a lock that nobody else sees.
 */
final class WriteTurn {

    /** A store gives up within a minute, and a write takes milliseconds. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final long PAUSE_MILLIS = 10;

    /** A file lock is the whole process's: its threads need another one. By the file's real path. */
    private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

    private WriteTurn() {}

    /** Runs the change when it is its turn. Not to be called within another change of the same file. */
    static void take(Path file, Runnable change) {
        take(file, LONGEST, change);
    }

    static void take(Path file, Duration longest, Runnable change) {
        Path real = real(file);
        ReentrantLock here = HERE.computeIfAbsent(real, path -> new ReentrantLock());
        long end = System.nanoTime() + longest.toNanos();
        try {
            if (!here.tryLock(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(file, real);
            }
            try (FileChannel channel = open(file, real)) {
                FileLock lock = lock(channel, file);
                while (lock == null) {
                    if (System.nanoTime() - end > 0) {
                        throw busy(file, real);
                    }
                    Thread.sleep(PAUSE_MILLIS);
                    lock = lock(channel, file);
                }
                change.run(); // Closing the channel ends the lock.
            } catch (IOException e) {
                throw unwritable(file);
            } finally {
                here.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(file, real);
        }
    }

    /** Two names of one file are one file. */
    private static Path real(Path file) {
        try {
            return Files.exists(file)
                    ? file.toRealPath()
                    : file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
        } catch (NoSuchFileException e) {
            throw new SecretStoreException(Kind.DENIED, "the folder of " + shown(file) + " is missing; make it");
        } catch (IOException e) {
            throw unwritable(file);
        }
    }

    private static Path neighbour(Path real) {
        return real.resolveSibling("." + real.getFileName() + ".lock");
    }

    private static FileChannel open(Path file, Path real) {
        Path neighbour = neighbour(real);
        try {
            boolean isNew = Files.notExists(neighbour, LinkOption.NOFOLLOW_LINKS);
            Set<OpenOption> options =
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            FileChannel channel = FileChannel.open(neighbour, options, ownersAlone(neighbour));
            if (isNew && Files.exists(real)) {
                giveTo(real, neighbour);
            }
            return channel;
        } catch (IOException e) {
            throw new SecretStoreException(
                    Kind.DENIED,
                    "the file " + shown(file) + " can't be written: " + shown(neighbour) + ", which keeps two runs from"
                            + " writing it at once, can't be opened; make its folder writable, and its owner the one who"
                            + " runs this");
        }
    }

    private static FileAttribute<?>[] ownersAlone(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Where root was first, the owner comes in later, too. */
    private static void giveTo(Path real, Path neighbour) throws IOException {
        FileOwnerAttributeView old = Files.getFileAttributeView(real, FileOwnerAttributeView.class);
        FileOwnerAttributeView made =
                Files.getFileAttributeView(neighbour, FileOwnerAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (old != null && made != null && !old.getOwner().equals(made.getOwner())) {
            made.setOwner(old.getOwner());
        }
    }

    /** {@code null} while somebody else has it. */
    private static FileLock lock(FileChannel channel, Path file) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Another class loader's.
        } catch (IOException e) {
            throw new SecretStoreException(
                    Kind.REFUSED,
                    "the file " + shown(file)
                            + " can't be locked, and two runs could take each other's secrets away; put"
                            + " it on a file system that can lock files");
        }
    }

    private static SecretStoreException busy(Path file, Path real) {
        return new SecretStoreException(
                Kind.UNREACHABLE,
                "somebody else is writing the file " + shown(file) + ", and keeps " + shown(neighbour(real))
                        + " locked; run it again when they are done");
    }

    private static SecretStoreException unwritable(Path file) {
        return new SecretStoreException(
                Kind.DENIED,
                "the file " + shown(file)
                        + " can't be written; make its folder writable, and its owner the one who runs" + " this");
    }

    private static String shown(Path file) {
        return Quoted.of(file.toString());
    }
}
