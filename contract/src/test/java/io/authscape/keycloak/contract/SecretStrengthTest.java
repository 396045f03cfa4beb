package io.authscape.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretStrengthTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f3a91c07be5d48e2906b7ac1d2e85f34",
                "F3A91C07BE5D48E2906B7AC1D2E85F34",
                "q8Zk3vR1xT7mLw0Yc5NfJ2hBs9Ug4KdA",
                "X2a-9_QkZr7Lm0tWv4Yp1sBn8Hc3Jd6GfU5eTzKxRo=",
                "6bZ/+1kQm3Wc8Xy2Rt5Vn0Jp7Ld4Hf9Sg=="
            })
    void whatAMachineMadeIsStrong(String secret) {
        assertThat(SecretStrength.isStrong(secret)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "service-secret-here",
                "f3a91c07be5d48e2906b7ac1d2e85f3",
                "q8Zk3vR1xT7mLw0Yc5NfJ2hBs9Ug4Kd",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "00000000000000000000000000000000",
                "0123456789abcdef0123456789abcdef",
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJ",
                "zyxwvutsrqponmlkjihgfedcba9876543210",
                "Passw0rdPassw0rdPassw0rdPassw0rd",
                "aX3aX3aX3aX3aX3aX3aX3aX3aX3aX3aX3",
                "deadbeefdeadbeefdeadbeefdeadbeef",
                "00112233445566778899aabbccddeeff",
                "this-is-my-very-long-service-secret-2024",
                "ThisIsMyVeryLongServiceSecretOf2024",
                "CorrectHorseBatteryStaple1CorrectHorse",
                "q8Zk3vR1xT7mLw0Yc5NfJ2hBs9Ug4Kd A",
                "q8Zk3vR1xT7mLw0Yc5NfJ2hBs9Ug4Kdü",
                "846B62D0-DEF9-4215-A99D-86E6B8DAB342"
            })
    void whatAPersonThoughtUpIsWeak(String secret) {
        assertThat(SecretStrength.isStrong(secret)).isFalse();
    }

    @Test
    void nearlyAllRandomSecretsAreKnownAsStrong() {
        Random random = new Random(1);
        long base64 = IntStream.range(0, 10_000)
                .mapToObj(i -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random, 32)))
                .filter(SecretStrength::isStrong)
                .count();
        long hex = IntStream.range(0, 10_000)
                .mapToObj(i -> HexFormat.of().formatHex(bytes(random, 16)))
                .filter(SecretStrength::isStrong)
                .count();

        assertThat(base64).isGreaterThan(9_000);
        assertThat(hex).isGreaterThan(9_000);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
