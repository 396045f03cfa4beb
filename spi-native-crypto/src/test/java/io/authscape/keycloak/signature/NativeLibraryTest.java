package io.authscape.keycloak.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.common.crypto.FipsMode;

/** Where the library loads, where it doesn't, and what it leaves alone. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the library is built for Linux")
class NativeLibraryTest {

    private static final String LIBRARY = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    @Test
    void itLoadsAndSaysItsVersion() throws NotLoadedException {
        assertThat(NativeLibrary.load()).hasToString("AmazonCorrettoCryptoProvider 2.5.0 (AWS-LC v1.47.0)");
    }

    @Test
    void theRestOfTheJvmIsLeftAlone() throws NotLoadedException, GeneralSecurityException {
        String providers = Arrays.toString(Security.getProviders());
        String random = new SecureRandom().getProvider().getName();

        NativeLibrary.load();

        assertThat(Arrays.toString(Security.getProviders())).isEqualTo(providers);
        assertThat(new SecureRandom().getProvider().getName()).isEqualTo(random);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(RealmKey.generate().getPrivate());
        assertThat(signature.getProvider().getName()).isEqualTo("SunRsaSign");
        assertThatThrownBy(() -> Class.forName(LIBRARY)).isInstanceOf(ClassNotFoundException.class);
    }

    /** What another libc, or a folder that may not execute, comes to: the linker refuses. */
    @Test
    void nativeCodeOfAnotherMachineDoesNotLoad() throws NotLoadedException {
        Platform other = Platform.current() == Platform.LINUX_X86_64 ? Platform.LINUX_AARCH_64 : Platform.LINUX_X86_64;

        assertThatThrownBy(() -> NativeLibrary.from(new BundledClasses(other)))
                .isInstanceOf(NotLoadedException.class)
                .hasMessageStartingWith("the native library did not load (UnsatisfiedLinkError: ");
    }

    @Test
    void damagedNativeCodeDoesNotLoad() {
        assertThatThrownBy(() -> NativeLibrary.from(without(".so", new ByteArrayInputStream(new byte[] {1, 2, 3}))))
                .isInstanceOf(NotLoadedException.class)
                .hasMessageStartingWith("the native library did not load (UnsatisfiedLinkError: ");
    }

    @ParameterizedTest
    @CsvSource({".so, NullPointerException", "Provider.class, ClassNotFoundException", "Loader.class, NoClassDef"})
    void aJarThatLacksAFileDoesNotLoad(String file, String error) {
        assertThatThrownBy(() -> NativeLibrary.from(without(file, null)))
                .isInstanceOf(NotLoadedException.class)
                .hasMessageStartingWith("the native library did not load (" + error);
    }

    @ParameterizedTest
    @CsvSource({"Linux, amd64, linux-x86_64", "Linux, aarch64, linux-aarch_64"})
    void platforms(String system, String architecture, String folder) throws NotLoadedException {
        assertThat(Platform.of(system, architecture).folder()).isEqualTo(folder);
    }

    @ParameterizedTest
    @CsvSource({"Linux, s390x", "Mac OS X, aarch64", "Windows 11, amd64"})
    void otherPlatforms(String system, String architecture) {
        assertThatThrownBy(() -> Platform.of(system, architecture))
                .isInstanceOf(NotLoadedException.class)
                .hasMessage("there is no native library for " + system + " on " + architecture);
    }

    @Test
    void inFipsModeItIsNotLoaded() {
        System.setProperty("com.redhat.fips", "true"); // what Keycloak itself goes by
        try {
            assertThatThrownBy(NativeLibrary::load)
                    .isInstanceOf(NotLoadedException.class)
                    .hasMessage("it runs in FIPS mode, and the native library has no FIPS certificate");
        } finally {
            System.clearProperty("com.redhat.fips");
        }
    }

    @Test
    void keycloaksOwnFipsModesAreFips() {
        assertThat(Fips.isOfFipsMode(FipsMode.STRICT.getProviderClassName())).isTrue();
        assertThat(Fips.isOfFipsMode(FipsMode.NON_STRICT.getProviderClassName()))
                .isTrue();
        assertThat(Fips.isOfFipsMode(FipsMode.DISABLED.getProviderClassName())).isFalse();
        assertThat(Fips.isOfFipsMode(null)).isFalse();
    }

    private static BundledClasses without(String end, InputStream instead) throws NotLoadedException {
        Function<String, InputStream> jar = BundledClasses.class::getResourceAsStream;
        return new BundledClasses(Platform.current(), path -> path.endsWith(end) ? instead : jar.apply(path));
    }
}
