package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.SecretHash;
import org.junit.jupiter.api.Test;

class MadeHashesTest {

    @Test
    void whatIsMadeHereIsTheSecretsAndNeedNotBeComputedAgain() {
        String hash = MadeHashes.of("hunter2", false);

        assertThat(SecretHash.parse(hash).orElseThrow().rounds()).isEqualTo(10_000);
        assertThat(SecretHash.parse(hash).orElseThrow().verifies("hunter2")).isTrue();
        assertThat(MadeHashes.isOf(hash, "hunter2")).isTrue();
        assertThat(MadeHashes.isOf(hash, "hunter3")).isFalse();
    }

    @Test
    void nothingIsSaidOfOthers() {
        assertThat(MadeHashes.isOf(SecretHash.of("hunter2").text(), "hunter2")).isFalse();
        assertThat(MadeHashes.isOf("no hash", "hunter2")).isFalse();
        assertThat(MadeHashes.isOf(null, "hunter2")).isFalse();
    }

    @Test
    void whatIsKnownToBeStrongIsHashedFast() {
        assertThat(SecretHash.parse(MadeHashes.of("hunter2", true))
                        .orElseThrow()
                        .rounds())
                .isEqualTo(1);
    }
}
