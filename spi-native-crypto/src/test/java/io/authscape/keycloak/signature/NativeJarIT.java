package io.authscape.keycloak.signature;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the jar puts on Keycloak's flat class path. */
class NativeJarIT {

    private static final String PROVIDER = "com/amazon/corretto/crypto/provider/";

    /** The library is there, but no class loader but ours finds it. */
    @Test
    void onlyOurOwnPackageIsOnTheClassPath() throws IOException {
        assertThat(files())
                .filteredOn(file -> file.endsWith(".class") && !file.startsWith("META-INF/corretto/classes/"))
                .isNotEmpty()
                .allMatch(file -> file.startsWith("io/authscape/keycloak/signature/"));
        assertThat(files())
                .filteredOn(file -> file.startsWith("META-INF/services/"))
                .containsExactly("META-INF/services/org.keycloak.crypto.SignatureProviderFactory");
    }

    @Test
    void theLibraryIsThereOnceAndItsNativeCodeForEachPlatform() throws IOException {
        assertThat(files())
                .contains(
                        "META-INF/corretto/classes/" + PROVIDER + "AmazonCorrettoCryptoProvider.class",
                        "META-INF/corretto/classes/" + PROVIDER + "version.properties");
        for (Platform platform : Platform.values()) {
            assertThat(files())
                    .filteredOn(file -> file.startsWith("META-INF/corretto/" + platform.folder() + "/"))
                    .containsExactly("META-INF/corretto/" + platform.folder() + "/" + PROVIDER
                            + "libamazonCorrettoCryptoProvider.so");
        }
    }

    @Test
    void theLicencesGoWithIt() throws IOException {
        assertThat(files())
                .contains(
                        "META-INF/licenses/amazon-corretto-crypto-provider/LICENSE",
                        "META-INF/licenses/amazon-corretto-crypto-provider/NOTICE",
                        "META-INF/licenses/amazon-corretto-crypto-provider/THIRD-PARTY",
                        "META-INF/licenses/aws-lc/LICENSE",
                        "META-INF/licenses/aws-lc/NOTICE");
    }

    private static List<String> files() throws IOException {
        try (JarFile jar = new JarFile(ProjectFiles.nativeCryptoJar().toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }
}
