package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.seed.EnvFile;
import io.authscape.keycloak.seed.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileStoreTest extends WritableStoreContract {

    @TempDir
    private Path folder;

    @Override
    protected SecretStore store() {
        return new EnvFileStore().open(Map.of());
    }

    @Override
    protected SecretStore denied() {
        try {
            Files.createDirectories(file().resolve("x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store();
    }

    @Override
    protected String address(String name) {
        return file() + "#" + name;
    }

    @Override
    protected void put(String name, String value) {
        try {
            String before = Files.exists(file()) ? Files.readString(file()) : "";
            Files.writeString(file(), EnvFile.of(before).with(name, value).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void otherLinesStayAsTheyAre() throws IOException {
        Files.writeString(file(), "# mine\nexport A='1' # one\n\nB=2\nB=3\nnonsense\n");
        store().write(address("B"), new Secret("hunter2"));
        store().write(address("C"), new Secret("x y"));
        assertThat(file()).hasContent("# mine\nexport A='1' # one\n\nB=hunter2\nnonsense\nC='x y'\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void aLineIsReplacedWhereItStandsAndStaysExported() throws IOException {
        Files.writeString(file(), "# mine\nA=1\nexport B='2' # old\nC=3\n# end\n");
        store().replace(address("B"), new Secret("hunter2"));
        assertThat(file()).hasContent("# mine\nA=1\nexport B=hunter2\nC=3\n# end\n");
    }

    @Test
    void aShellReadsTheSame() throws Exception {
        store().write(address("S"), new Secret(SPECIAL));
        Process shell = new ProcessBuilder("bash", "-c", ". \"$0\"; printf %s \"$S\"", file().toString()).start();
        assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(SPECIAL);
    }

    private Path file() {
        return folder.resolve("secrets.env");
    }
}
