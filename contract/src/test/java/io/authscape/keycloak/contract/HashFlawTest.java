package io.authscape.keycloak.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashFlawTest {

    @ParameterizedTest
    @CsvSource({
        "1, 300000, 16, 16, 8, DAMAGED",
        "1, 2000000, 16, 8, 16, DAMAGED",
        "1, 2000000, 99, 16, 32, DAMAGED",
        "1, 2000000, -1, 16, 32, DAMAGED",
        "1, 0, 16, 16, 32, DAMAGED",
        "1, 1000001, 16, 16, 32, TOO_SLOW",
        // eight blocks of SHA-1
        "0, 150000, 16, 16, 160, TOO_SLOW",
        "2, 2000000, 16, 16, 64, TOO_SLOW",
        // 4,294,967,295 without a sign
        "1, -1, 16, 16, 32, TOO_SLOW",
        "3, 10000, 16, 16, 32, FOREIGN"
    })
    void whatBeginsAsAHashIsDamagedBeforeItIsTooSlow(
            int digest, int rounds, int length, int salt, int key, HashFlaw flaw) {
        assertThat(HashFlaw.of(hash(digest, rounds, length, salt, key))).contains(flaw);
    }

    @Test
    void aHashThatCountsHasNone() {
        assertThat(HashFlaw.of(hash(1, 1_000_000, 16, 16, 32))).isEmpty();
        assertThat(HashFlaw.of(Pbkdf2Hash.of("s3cret").text())).isEmpty();
        assertThat(HashFlaw.of(SaltedDigest.of("s3cret").text())).isEmpty();
        assertThat(HashFlaw.of("K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=")).isEmpty();
    }

    @Test
    void whatWasCutOffIsDamagedWhereverThatWas() {
        String whole = hash(1, 2_000_000, 16, 16, 32);
        for (int length = 20; length < whole.length(); length++) {
            HashFlaw expected = length >= 60 && length % 4 == 0 ? HashFlaw.TOO_SLOW : HashFlaw.DAMAGED;
            assertThat(HashFlaw.of(whole.substring(0, length)))
                    .as("%d of %d characters", length, whole.length())
                    .contains(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "$2a$11$hunter2", "AQ==", "hunter2hunter2hunter2hunter2hunter2hunter2="})
    void anythingElseIsForeign(String text) {
        assertThat(HashFlaw.of(text)).contains(HashFlaw.FOREIGN);
        assertThat(HashFlaw.of(null)).contains(HashFlaw.FOREIGN);
        assertThat(HashFlaw.of("A".repeat(SecretHash.LONGEST_TEXT + 4))).contains(HashFlaw.FOREIGN);
    }

    private static String hash(int digest, int rounds, int length, int salt, int key) {
        ByteBuffer bytes = ByteBuffer.allocate(13 + salt + key)
                .put((byte) 1)
                .putInt(digest)
                .putInt(rounds)
                .putInt(length);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
