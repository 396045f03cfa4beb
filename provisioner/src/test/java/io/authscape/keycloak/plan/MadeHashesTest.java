package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.seed.Secret;
import org.junit.jupiter.api.Test;

class MadeHashesTest {

    private static final Secret SECRET = new Secret("hunter2");

    @Test
    void whatIsMadeHereIsTheSecretsAndNeedNotBeComputedAgain() {
        String hash = MadeHashes.of(SECRET, false);

        assertThat(SecretHash.parse(hash).orElseThrow().rounds()).isEqualTo(10_000);
        assertThat(SecretHash.parse(hash).orElseThrow().verifies("hunter2")).isTrue();
        assertThat(MadeHashes.isOf(hash, SECRET)).isTrue();
        assertThat(MadeHashes.isOf(hash, new Secret("hunter3"))).isFalse();
    }

    @Test
    void nothingIsSaidOfOthers() {
        assertThat(MadeHashes.isOf(SecretHash.of("hunter2").text(), SECRET)).isFalse();
        assertThat(MadeHashes.isOf("no hash", SECRET)).isFalse();
        assertThat(MadeHashes.isOf(null, SECRET)).isFalse();
    }

    @Test
    void whatIsKnownToBeStrongIsHashedFast() {
        assertThat(SecretHash.parse(MadeHashes.of(SECRET, true)).orElseThrow().rounds())
                .isEqualTo(1);
    }
}
