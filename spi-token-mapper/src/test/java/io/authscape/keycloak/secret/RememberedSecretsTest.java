package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.SaltedDigest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberedSecretsTest {

    private static final StoredSecret OLD = stored("old");
    private static final StoredSecret NEW = stored("new");
    private static final SecretTag TAG = SecretTag.of("shown");

    private final RememberedSecrets remembered = new RememberedSecrets("{}");

    @Test
    void nothingIsKnownOfASecretThatWasNeverCompared() {
        remembered.keep(SecretTag.of("another"), List.of(OLD), Verdict.right(OLD));

        assertThat(remembered.verdict(TAG, List.of(OLD))).isEmpty();
    }

    @Test
    void aRightOneIsKnownAsLongAsItCounts() {
        remembered.keep(TAG, List.of(OLD, NEW), Verdict.right(OLD));

        assertThat(remembered.verdict(TAG, List.of(OLD, NEW))).contains(Verdict.right(OLD));
        assertThat(remembered.verdict(TAG, List.of(NEW))).isEmpty();
    }

    @Test
    void aWrongOneIsKnownUntilAnotherSecretCounts() {
        remembered.keep(TAG, List.of(OLD), Verdict.WRONG);

        assertThat(remembered.verdict(TAG, List.of(OLD))).contains(Verdict.WRONG_AT_ONCE);
        assertThat(remembered.verdict(TAG, List.of())).contains(Verdict.WRONG_AT_ONCE);
        assertThat(remembered.verdict(TAG, List.of(OLD, NEW))).isEmpty();
    }

    @Test
    void ofWrongOnesTheLatestAreKnown() {
        for (int i = 0; i <= RememberedSecrets.MOST_WRONG; i++) {
            remembered.keep(SecretTag.of("wrong" + i), List.of(OLD), Verdict.WRONG);
        }

        assertThat(remembered.verdict(SecretTag.of("wrong0"), List.of(OLD))).isEmpty();
        assertThat(remembered.verdict(SecretTag.of("wrong1"), List.of(OLD))).isPresent();
    }

    /** As somebody may write them by hand: the one that counts later is not known from the one that counts now. */
    @Test
    void twoOfOneIdAreTwo() {
        RememberedSecrets twins =
                new RememberedSecrets("""
                {"v":1,"secrets":[{"id":"a","hash":"NOW"},
                 {"id":"a","hash":"LATER","notBefore":"2026-11-23T12:00:00Z"}]}""".replace("NOW", SaltedDigest.of("now").text())
                        .replace("LATER", SaltedDigest.of("shown").text()));
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        List<StoredSecret> now = twins.stored().at(noon.minusSeconds(1));
        List<StoredSecret> both = twins.stored().at(noon);

        twins.keep(TAG, now, Verdict.WRONG);

        assertThat(both).hasSize(2);
        assertThat(twins.verdict(TAG, now)).contains(Verdict.WRONG_AT_ONCE);
        assertThat(twins.verdict(TAG, both)).isEmpty();
        twins.keep(TAG, both, Verdict.right(both.get(0)));
        assertThat(twins.verdict(TAG, now)).contains(Verdict.WRONG_AT_ONCE);
        assertThat(twins.verdict(TAG, both)).contains(Verdict.right(both.get(0)));
    }

    @Test
    void anotherTextIsAnotherList() {
        assertThat(remembered.isOf("{}")).isTrue();
        assertThat(remembered.isOf("{ }")).isFalse();
    }

    private static StoredSecret stored(String id) {
        return new StoredSecret(id, SaltedDigest.of(id), Instant.MIN, Instant.MAX);
    }

    @Test
    void tagsAreEqualIfTheirSecretsAre() {
        assertThat(TAG).isEqualTo(SecretTag.of("shown")).hasSameHashCodeAs(SecretTag.of("shown"));
        assertThat(TAG).isNotEqualTo(SecretTag.of("Shown"));
    }
}
