package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.seed.EnvFile;
import io.authscape.keycloak.seed.Secret;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several runs that write one file. */
class WriteTurnTest {

    private static final int PAIRS = 300;
    private static final int EACH = 100;

    @TempDir
    private Path folder;

    /** Replaces lines of a file, for a test that is another process: file, first letter of the names. */
    public static void main(String[] args) {
        replaceEach(Path.of(args[0]), args[1]);
    }

    @Test
    void twoRunsOfOneFileLoseNoSecret() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        List<String> lost = new ArrayList<>();
        ExecutorService runs = Executors.newFixedThreadPool(2);
        try {
            for (int pair = 0; pair < PAIRS; pair++) {
                Path file = folder.resolve("pair.env");
                Files.writeString(file, "# ours\nA=a\nB=b\n");
                String made = "made" + pair;
                Future<?> a = runs.submit(() -> rotate(together, file, "A", made));
                Future<?> b = runs.submit(() -> rotate(together, file, "B", made));
                a.get(1, TimeUnit.MINUTES);
                b.get(1, TimeUnit.MINUTES);
                if (!Files.readString(file).equals("# ours\nA=" + made + "\nB=" + made + "\n")) {
                    lost.add(made);
                }
            }
        } finally {
            runs.shutdownNow();
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void norDoTwoProcesses() throws Exception {
        Path file = folder.resolve("shared.env");
        Files.writeString(file, "");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteTurnTest.class.getName(),
                        file.toString(),
                        "X")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        try {
            while (other.isAlive() && Files.readString(file).isEmpty()) {
                Thread.onSpinWait(); // A JVM takes a while to start; then both write.
            }
            replaceEach(file, "Y");
            assertThat(other.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.exitValue())
                .as(Files.readString(folder.resolve("said")))
                .isZero();
        EnvFile after = EnvFile.of(Files.readString(file));
        for (int i = 0; i < EACH; i++) {
            assertThat(after.get("X" + i)).contains("made" + i);
            assertThat(after.get("Y" + i)).contains("made" + i);
        }
    }

    @Test
    void oneSecretIsReplacedByOneOfTwo() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Path file = folder.resolve("billing");
        ExecutorService runs = Executors.newFixedThreadPool(2);
        try {
            for (int pair = 0; pair < EACH; pair++) {
                Files.writeString(file, "before");
                Future<Boolean> one = runs.submit(() -> replaces(together, file, "one"));
                Future<Boolean> two = runs.submit(() -> replaces(together, file, "two"));
                boolean first = one.get(1, TimeUnit.MINUTES);
                assertThat(two.get(1, TimeUnit.MINUTES)).isNotEqualTo(first);
                assertThat(file).hasContent(first ? "one" : "two");
            }
        } finally {
            runs.shutdownNow();
        }
    }

    @Test
    void itLeavesAnEmptyFileOfItsOwners() throws IOException {
        Path file = folder.resolve("secrets.env");
        new EnvFileStore().replace(file + "#A", new Secret("hunter2"));
        Path neighbour = folder.resolve(".secrets.env.lock");
        assertThat(neighbour).isEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(neighbour)))
                .isEqualTo("rw-------");
        assertThat(file).hasContent("A=hunter2\n");
    }

    @Test
    void whoHoldsItTooLongIsNamedByAnyNameOfTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("real.env"), "A=1\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.env"), file);
        Path neighbour = folder.resolve(".real.env.lock");
        try (FileChannel held = FileChannel.open(neighbour, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            held.lock();
            assertBusy(link, neighbour);
        }
        WriteTurn.take(file, () -> {
            ExecutorService other = Executors.newSingleThreadExecutor();
            assertThat(other.submit(() -> assertBusy(link, neighbour))).succeedsWithin(Duration.ofMinutes(1));
            other.shutdown();
        });
        WriteTurn.take(link, Duration.ZERO, () -> assertThat(file).hasContent("A=1\n"));
    }

    @Test
    void aLockThatCanNotBeOpenedIsToldSo() throws IOException {
        Path file = Files.writeString(folder.resolve("secrets.env"), "A=1\n");
        Path neighbour = Files.createDirectory(folder.resolve(".secrets.env.lock"));
        assertThatThrownBy(() -> new EnvFileStore().replace(file + "#A", new Secret("hunter2")))
                .isInstanceOf(SecretStoreException.class)
                .hasNoCause()
                .hasMessage("the file '" + file + "' can't be written: '" + neighbour + "', which keeps two runs from"
                        + " writing it at once, can't be opened; make its folder writable, and its owner the one who"
                        + " runs this");
        assertThat(file).hasContent("A=1\n");
    }

    @Test
    void aMissingFolderIsToldSo() {
        Path file = folder.resolve("no/secrets.env");
        assertThatThrownBy(() -> new EnvFileStore().write(file + "#A", new Secret("hunter2")))
                .isInstanceOf(SecretStoreException.class)
                .hasMessage("the folder of '" + file + "' is missing; make it");
    }

    private static void assertBusy(Path file, Path neighbour) {
        assertThatThrownBy(() -> WriteTurn.take(file, Duration.ofMillis(50), () -> {}))
                .isInstanceOf(SecretStoreException.class)
                .hasMessage("somebody else is writing the file '" + file + "', and keeps '" + neighbour
                        + "' locked; run it again when they are done");
    }

    /** As a rotation does it: read, replaced, and read back by somebody who remembers nothing. */
    private static Void rotate(CyclicBarrier together, Path file, String name, String made) throws Exception {
        SecretStore store = new EnvFileStore().open(Map.of());
        String address = file + "#" + name;
        store.read(address);
        together.await(1, TimeUnit.MINUTES);
        store.replace(address, new Secret(made));
        assertThat(new EnvFileStore().read(address)).isEqualTo(Optional.of(new Secret(made)));
        return null;
    }

    private static boolean replaces(CyclicBarrier together, Path file, String made) throws Exception {
        SecretStore store = new FileStore().open(Map.of());
        store.read(file.toString());
        together.await(1, TimeUnit.MINUTES);
        try {
            store.replace(file.toString(), new Secret(made));
            return true;
        } catch (SecretStoreException e) {
            assertThat(e).hasMessageStartingWith("somebody else changed it meanwhile");
            return false;
        }
    }

    private static void replaceEach(Path file, String letter) {
        for (int i = 0; i < EACH; i++) {
            new EnvFileStore().replace(file + "#" + letter + i, new Secret("made" + i));
        }
    }
}
