package io.authscape.keycloak.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.Config;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.AsymmetricSignatureProvider;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.RS256SignatureProviderFactory;
import org.keycloak.crypto.SignatureException;
import org.keycloak.crypto.SignatureProvider;

/** The setting, and what is left of the jar where it is off or the library doesn't load: Keycloak's own RS256. */
class NativeRs256FactoryTest {

    private static final NativeLibrary LIBRARY = new NativeLibrary(new FaultyProvider((number, right) -> right));

    private final AtomicInteger loads = new AtomicInteger();
    private LogLines log;

    @BeforeEach
    void listen() {
        log = new LogLines(NativeRs256Factory.class);
    }

    @AfterEach
    void stopListening() {
        log.close();
        System.clearProperty("keycloak.signature.RS256.native");
        System.clearProperty("keycloak.signature.rs256.native");
    }

    @Test
    void itTakesThePlaceOfKeycloaksOwn() {
        NativeRs256Factory factory = new NativeRs256Factory();
        RS256SignatureProviderFactory keycloaks = new RS256SignatureProviderFactory();

        assertThat(factory.getId()).isEqualTo(keycloaks.getId());
        assertThat(factory.order()).isGreaterThan(keycloaks.order());
    }

    @Test
    void itIsOnByItself() {
        NativeRs256Factory factory = started(this::load);

        assertThat(factory.create(null)).isInstanceOf(NativeSignatureProvider.class);
        assertThat(log.lines()).containsExactly("INFO RS256 is signed by Faulty 1.");
        assertThat(factory.getOperationalInfo())
                .containsEntry("Signed by", "Faulty 1")
                .containsEntry("Keys", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "rs256"})
    void theSettingTurnsItOffInEitherSpelling(String id) {
        System.setProperty("keycloak.signature." + id + ".native", "false");

        NativeRs256Factory factory = started(this::load);

        assertThat(loads).hasValue(0);
        assertThat(factory.create(null)).isExactlyInstanceOf(AsymmetricSignatureProvider.class);
        assertThat(log.lines()).containsExactly("INFO RS256 is signed by the JDK, by the option 'native'.");
        assertThat(factory.getOperationalInfo())
                .containsEntry("Signed by", "the JDK, by the option 'native'")
                .doesNotContainKey("Keys");
    }

    @Test
    void aSettingThatSaysNeitherStopsTheStart() {
        System.setProperty("keycloak.signature.RS256.native", "no");

        assertThatThrownBy(() -> started(this::load))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option 'native' of the provider 'RS256' takes true or false; this is neither: 'no'");
    }

    @Test
    void aLibraryThatDoesNotLoadLeavesKeycloaksOwnAndOneLine() {
        NativeRs256Factory factory = started(() -> {
            throw new NotLoadedException("the machine said no", new UnsatisfiedLinkError());
        });

        assertThat(factory.create(null)).isExactlyInstanceOf(AsymmetricSignatureProvider.class);
        assertThat(log.lines()).containsExactly("WARN RS256 is signed by the JDK, because the machine said no.");
        assertThat(factory.getOperationalInfo())
                .containsEntry("Signed by", "the JDK, because the machine said no")
                .doesNotContainKey("Keys");
    }

    @Test
    void aKeyOfAnotherAlgorithmIsRefusedAsByKeycloak() {
        SignatureProvider provider = started(this::load).create(null);
        KeyWrapper rs512 = RealmKey.of(RealmKey.generate());
        rs512.setAlgorithm(Algorithm.RS512);

        assertThatThrownBy(() -> provider.signer(rs512))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("RS512");
    }

    @Test
    void theHeaderOfATokenIsKeycloaks() {
        KeyWrapper key = RealmKey.of(RealmKey.generate());
        var ours = started(this::load).create(null).signer(key);
        var keycloaks = new AsymmetricSignatureProvider(null, Algorithm.RS256).signer(key);

        assertThat(ours.getKid()).isEqualTo(keycloaks.getKid()).isEqualTo("a-kid");
        assertThat(ours.getAlgorithm()).isEqualTo(keycloaks.getAlgorithm()).isEqualTo("RS256");
        assertThat(ours.getHashAlgorithm()).isEqualTo(keycloaks.getHashAlgorithm());
    }

    private NativeRs256Factory started(NativeLibrary.Source source) {
        NativeRs256Factory factory = new NativeRs256Factory(source);
        factory.init(Config.scope("signature", "RS256"));
        return factory;
    }

    private NativeLibrary load() {
        loads.incrementAndGet();
        return LIBRARY;
    }
}
