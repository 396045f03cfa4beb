package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

    @TempDir
    private Path folder;

    @Test
    void aLinkStaysOneAndItsFileKeepsItsRights() throws IOException {
        Path real = Files.writeString(folder.resolve("real.json"), "old");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-rw-r--"));
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), Path.of("real.json"));

        TextFile.write("--out", link, "new");

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-rw-r--");
    }

    @Test
    void whatIsNoFileIsWrittenTo() {
        TextFile.write("--report", Path.of("/dev/null"), "gone");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void whatHoldsSecretsIsItsOwnersAlone() throws IOException {
        Path file = folder.resolve("realm.json");
        TextFile.writePrivate("--out", file, "x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        TextFile.write("--out", folder.resolve("plan.json"), "x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("plan.json"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void aNewFileIsItsOwnersAloneAndAnOldOneKeepsItsRights() throws IOException {
        Path file = folder.resolve("seed.json");
        TextFile.writeNewPrivate("--out", file, "x");
        assertThat(rights(file)).isEqualTo("rw-------");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        TextFile.writeNewPrivate("--out", file, "y");
        assertThat(file).hasContent("y");
        assertThat(rights(file)).isEqualTo("rw-r-----");
    }

    @Test
    void oneFileByTwoNames() throws IOException {
        Path file = folder.resolve("seed.json");
        assertThat(TextFile.isSame(file, folder.resolve("x/../seed.json"))).isTrue();
        assertThat(TextFile.isSame(file, folder.resolve("report.txt"))).isFalse();

        Files.writeString(file, "x");
        Path link = Files.createSymbolicLink(folder.resolve("link.json"), Path.of("seed.json"));
        assertThat(TextFile.isSame(file, link)).isTrue();
        assertThat(TextFile.isSame(file, folder.resolve("report.txt"))).isFalse();
        assertThat(TextFile.isSame(Path.of("/dev/null"), Path.of("/dev/null"))).isFalse();
    }

    @Test
    void whatCantBeWrittenIsNamed() {
        Path nowhere = folder.resolve("no/such/folder/x.json");
        assertThatThrownBy(() -> TextFile.write("--report", nowhere, "x"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("--report: the file '")
                .hasMessageEndingWith("' can't be written");
    }

    private static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
