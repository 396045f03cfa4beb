package io.authscape.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHashTest {

    @ParameterizedTest
    @CsvSource({
        "my password,AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg+yWU7rLgUwPZb1Itsmra7cbxw2EFpwpVFIEtP+JIuUEw==",
        "my password,AQAAAAIAAAAyAAAAEOMwvh3+FZxqkdMBz2ekgGhwQ4B6pZWND6zgESBuWiHw",
        "my password,AQAAAAAAAAD6AAAAEAhftMyfTJylOlZT+eEotFXd1elee8ih5WsjXaR3PA9M",
        "my password,"
                + "AQAAAAEAA9CQAAAAIESkQuj2Du8Y+kbc5lcN/W/3NiAZFEm11P27nrSN5/tId+bR1SwV8CO1Jd72r4C08OLvplNlCDc3oQZ8efcW+jQ=",
        "service-secret-here,AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg80Whn7iC3wyO+wdcexvsmG626GattUn1splPyaa7oK2A==",
        "postman-secret,AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg9vbyPWxL4a6SbkON5VshRIJDLFtRIpx49g5SRKNFhQ2g==",
        "secret,K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=",
        "secret,vSsar3708Jvp9Szi2NWZZ02Bqp1qRCFpbcTZPdBhnWgs5WtNZKnvCXdhztmeD2cmW192CF5bDufKRpayrW/isg=="
    })
    void theVectorsLetTheirSecretInAndNoOther(String secret, String stored) throws Exception {
        SecretHash hash = SecretHash.parse(stored).orElseThrow();

        assertThat(hash.verifies(secret)).isTrue();
        assertThat(hash.verifies(secret + " ")).isFalse();
        assertThat(hash.verifies("")).isFalse();
        assertThat(hash.text()).isEqualTo(stored);
    }

    /** What a real OpenIddict said of 31 stored shapes, all of the secret {@code s3cret}. */
    @ParameterizedTest
    @CsvFileSource(resources = "/openiddict-hashes.csv", numLinesToSkip = 1)
    void openIddictsHashesCountAsThereAndIdentityServersToo(String shape, String stored, boolean lets) {
        boolean counts = SecretHash.parse(stored == null ? "" : stored)
                .filter(hash -> hash.verifies("s3cret"))
                .isPresent();

        assertThat(counts).as(shape).isEqualTo(lets || shape.startsWith("IdentityServer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cret", "pässwörd ☃ \uD83D\uDE00", " ", "a b+c%20&d"})
    void whatIsHashedHereIsVerifiedHere(String secret) {
        SecretHash slow = Pbkdf2Hash.of(secret);
        SecretHash fast = SaltedDigest.of(secret);

        for (SecretHash hash : new SecretHash[] {slow, fast}) {
            SecretHash read = SecretHash.parse(hash.text()).orElseThrow();
            assertThat(read.verifies(secret)).isTrue();
            assertThat(read.verifies(secret + "x")).isFalse();
            assertThat(hash.text()).isNotEqualTo(secret);
        }
        assertThat(slow.text()).startsWith("AQAAAAEAACcQAAAAE").hasSize(84);
        assertThat(Pbkdf2Hash.of(secret).text()).isNotEqualTo(slow.text());
        assertThat(SaltedDigest.of(secret).text()).isNotEqualTo(fast.text());
    }

    @Test
    void onlyAStrongSecretIsHashedFast() {
        assertThat(SecretHash.of("service-secret-here")).isInstanceOf(Pbkdf2Hash.class);
        assertThat(SecretHash.of("f3a91c07be5d48e2906b7ac1d2e85f34")).isInstanceOf(SaltedDigest.class);
    }

    @Test
    void whatWouldTakeTooLongIsRefused() throws Exception {
        assertThat(SecretHash.parse(pbkdf2(1, 1_000_000, 16, 32))).isPresent();
        assertThat(SecretHash.parse(pbkdf2(1, 1_000_001, 16, 32))).isEmpty();
        assertThat(SecretHash.parse(pbkdf2(1, -1, 16, 32))).isEmpty();
        assertThat(SecretHash.parse(pbkdf2(1, 500_001, 16, 64)))
                .as("two blocks of all rounds")
                .isEmpty();
        assertThat(SecretHash.parse(pbkdf2(2, 500_001, 16, 64)))
                .as("one block of SHA-512")
                .isPresent();
        assertThat(SecretHash.parse(pbkdf2(1, 1_000_000, 700, 32)))
                .as("longer than any hash")
                .isPresent();
        assertThat(SecretHash.parse(pbkdf2(1, 1, 100_000, 32))).isEmpty();
        assertThat(SecretHash.parse("A".repeat(10_000_000))).isEmpty();
        assertThat(SecretHash.parse(null)).isEmpty();
    }

    @Test
    void noShapeIsAnException() throws Exception {
        byte[] good = Base64.getDecoder().decode(pbkdf2(1, 1, 16, 32));
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = Arrays.copyOf(good, random.nextInt(good.length + 8));
            for (int flips = random.nextInt(4); flips > 0 && bad.length > 0; flips--) {
                bad[random.nextInt(Math.min(bad.length, 14))] = (byte) random.nextInt();
            }
            String stored = Base64.getEncoder().encodeToString(bad);
            assertThatCode(() -> SecretHash.parse(stored)).as(stored).doesNotThrowAnyException();
        }
        for (String stored : new String[] {"$sha256$", "$sha256$AA==$AA==", "$sha256$!$!", "=", "====", "\u0000"}) {
            assertThat(SecretHash.parse(stored)).as(stored).isEmpty();
        }
    }

    @Test
    void theStoredTextIsNotPrinted() throws Exception {
        for (String stored : new String[] {
            pbkdf2(1, 1, 16, 32), SaltedDigest.of("x").text(), base64(MessageDigest.getInstance("SHA-256"), "x")
        }) {
            SecretHash hash = SecretHash.parse(stored).orElseThrow();
            assertThat(hash.toString()).doesNotContain(stored.substring(20, 40));
        }
    }

    private static String base64(MessageDigest digest, String text) {
        return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String pbkdf2(int prf, int rounds, int salt, int key) {
        byte[] bytes = ByteBuffer.allocate(13 + salt + key)
                .put((byte) 1)
                .putInt(prf)
                .putInt(rounds)
                .putInt(salt)
                .array();
        return Base64.getEncoder().encodeToString(bytes);
    }
}
