package io.authscape.keycloak.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.SignatureException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.keycloak.crypto.KeyWrapper;

/** Who signs with which key, and what is kept of it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the library is built for Linux")
class NativeKeysTest {

    private static final byte[] TOKEN = "header.claims".getBytes(StandardCharsets.US_ASCII);

    private static NativeLibrary library;

    private final KeyPair pair = RealmKey.generate();
    private final NativeKeys keys = new NativeKeys(library);
    private LogLines log;

    @BeforeAll
    static void load() throws NotLoadedException {
        library = NativeLibrary.load();
    }

    @BeforeEach
    void listen() {
        log = new LogLines(NativeKeys.class);
    }

    @AfterEach
    void stopListening() {
        log.close();
    }

    @Test
    void theLibrarySignsWhatTheJdkWouldSign() {
        byte[] signature = sign(keys, RealmKey.of(pair));

        assertThat(signature).isEqualTo(RealmKey.jdkSignature(pair.getPrivate(), TOKEN));
        assertThat(keys.count()).isEqualTo(1);
        assertThat(log.lines()).isEmpty();
    }

    /** The key forbids to be compared or hashed, which a WeakHashMap would do for each token. */
    @Test
    void aKeyIsTranslatedOnceHoweverManyTokensItSigns() {
        WatchedKey key = new WatchedKey(pair.getPrivate());

        for (int token = 0; token < 20; token++) {
            // Keycloak wraps a key anew from time to time.
            assertSigns(sign(keys, RealmKey.of(key, pair.getPublic())));
        }

        assertThat(key.encodings()).isEqualTo(1);
        assertThat(keys.count()).isEqualTo(1);
    }

    @Test
    void manyFirstTokensAtOnceShareOneTranslation() throws Exception {
        WatchedKey key = new WatchedKey(pair.getPrivate());
        int threads = 8;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<byte[]>> signatures = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                signatures.add(pool.submit(() -> {
                    start.await();
                    return sign(keys, RealmKey.of(key, pair.getPublic()));
                }));
            }
            start.countDown();
            for (Future<byte[]> signature : signatures) {
                assertSigns(signature.get());
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(key.encodings()).isEqualTo(1);
    }

    @Test
    void anEqualKeyIsAnotherKey() {
        sign(keys, RealmKey.of(pair));
        sign(keys, RealmKey.of(RealmKey.copy(pair.getPrivate()), pair.getPublic()));

        assertThat(keys.count()).isEqualTo(2);
    }

    @Test
    void aKeyThatKeycloakLetGoOfIsForgottenAndTheOthersStay() {
        WatchedKey kept = new WatchedKey(pair.getPrivate());
        sign(keys, RealmKey.of(kept, pair.getPublic()));
        sign(keys, RealmKey.of(RealmKey.copy(pair.getPrivate()), pair.getPublic()));

        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> {
            System.gc();
            return keys.count() == 1;
        });

        assertSigns(sign(keys, RealmKey.of(kept, pair.getPublic())));
        assertThat(kept.encodings()).isEqualTo(1);
    }

    @Test
    void aKeyWithoutEncodingIsTheJdksAndNobodyIsTold() {
        WatchedKey inHsm = new WatchedKey(pair.getPrivate(), null);

        assertSigns(sign(keys, RealmKey.of(inHsm, pair.getPublic())));
        assertSigns(sign(keys, RealmKey.of(inHsm, pair.getPublic())));

        assertThat(keys.count()).isZero();
        assertThat(inHsm.encodings()).isEqualTo(1);
        assertThat(log.lines()).isEmpty();
    }

    /** What can't be proven isn't used. */
    @Test
    void aKeyWithoutPublicKeyIsTheJdks() {
        assertSigns(sign(keys, RealmKey.of(pair.getPrivate(), null)));

        assertThat(keys.count()).isZero();
    }

    @Test
    void withoutAPrivateKeyKeycloakRefusesAsEver() {
        assertThatThrownBy(() -> sign(keys, RealmKey.of(null, pair.getPublic())))
                .isInstanceOf(org.keycloak.crypto.SignatureException.class)
                .hasMessage("Signing failed");
    }

    @Test
    void aKeyThatTheLibraryCantReadIsTheJdksAndTheLogSaysSoOnce() {
        WatchedKey odd = new WatchedKey(pair.getPrivate(), new byte[] {1, 2, 3});

        assertSigns(sign(keys, RealmKey.of(odd, pair.getPublic())));
        assertSigns(sign(keys, RealmKey.of(odd, pair.getPublic())));

        assertThat(keys.count()).isZero();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN The JDK signs with the key 'a-kid': the native library can't (");
    }

    /** No token gets a wrong signature, not even the first one. */
    @Test
    void aLibraryThatSignsWronglyIsNotTaken() {
        NativeKeys wrong = new NativeKeys(new NativeLibrary(new FaultyProvider((number, right) -> {
            right[right.length - 1] ^= 1;
            return right;
        })));

        assertSigns(sign(wrong, RealmKey.of(pair)));

        assertThat(wrong.count()).isZero();
        assertThat(log.lines()).singleElement().asString().contains("its signature is not the public key's");
    }

    /** The first signature is the proof, so the third one is the second token's. */
    @Test
    void aLibraryThatFailsLaterHasTheJdkSignThatTokenAndAllThatFollow() {
        FaultyProvider failing = new FaultyProvider((number, right) -> {
            if (number >= 3) {
                throw new SignatureException("out of order");
            }
            return right;
        });
        NativeKeys once = new NativeKeys(new NativeLibrary(failing));
        KeyWrapper key = RealmKey.of(pair);

        for (int token = 0; token < 5; token++) {
            assertSigns(sign(once, key));
        }

        assertThat(failing.signatures()).isEqualTo(3);
        assertThat(once.count()).isZero();
        assertThat(log.lines())
                .containsExactly("WARN The JDK signs with the key 'a-kid' from now on: the native library failed"
                        + " (java.security.SignatureException: out of order).");
    }

    private void assertSigns(byte[] signature) {
        assertThat(RealmKey.jdkVerifies(pair.getPublic(), TOKEN, signature)).isTrue();
    }

    private static byte[] sign(NativeKeys keys, KeyWrapper key) {
        return new NativeSignerContext(key, keys).sign(TOKEN);
    }
}
