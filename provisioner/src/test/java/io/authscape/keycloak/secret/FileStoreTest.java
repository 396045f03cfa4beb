package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.seed.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends WritableStoreContract {

    @TempDir
    private Path folder;

    @Override
    protected SecretStore store() {
        return new FileStore().open(Map.of());
    }

    /** Nobody reads a folder as a file, root neither. */
    @Override
    protected SecretStore denied() {
        try {
            Files.createDirectories(folder.resolve("billing/x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store();
    }

    @Override
    protected String address(String name) {
        return folder.resolve(name).toString();
    }

    @Override
    protected void put(String name, String value) {
        try {
            Files.writeString(folder.resolve(name), value + "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatItWritesIsItsOwnersAloneAndWhole() throws IOException {
        store().write(address("fresh"), new Secret("hunter2"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("fresh"))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).as("no temporary file stays").hasSize(1);
        }
    }

    @Test
    void aGroupThatWasLetInOnPurposeStaysIn() throws IOException {
        put("billing", "hunter1");
        Path file = folder.resolve("billing");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        store().replace(address("billing"), new Secret("hunter2"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        store().replace(address("billing"), new Secret("hunter3"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .as("everybody is nobody on purpose")
                .isEqualTo("rw-------");
    }

    @Test
    void aLinkStaysOne() throws IOException {
        put("real", "hunter1");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
        store().replace(address("link"), new Secret("hunter2"));
        assertThat(folder.resolve("link")).isSymbolicLink();
        assertThat(store().read(address("real"))).contains(new Secret("hunter2"));
    }

    @Test
    void itMakesNoFolders() {
        assertThatThrownBy(() -> store().write(address("no/such"), new Secret("hunter2")))
                .isInstanceOf(SecretStoreException.class)
                .hasMessageEndingWith("is missing; make it");
    }
}
