package io.authscape.keycloak.plan.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.SaltedDigest;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretList;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevocationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final HashedSecret MINE = secret("mine");
    private static final HashedSecret OTHER = secret("other");

    private final Revocation revocation = new Revocation("mine", NOW);

    @Test
    void anotherSecretThatCountsIsEnough() {
        assertThat(revocation.takesTheLast(list(MINE, OTHER))).isFalse();
        assertThat(revocation.takesTheLast(list(MINE, OTHER.expiring(NOW.plusSeconds(1)))))
                .isFalse();
        assertThat(revocation.takesTheLast(list(MINE, startingAt(NOW)))).isFalse();
        assertThat(revocation.takesTheLast(list(MINE))).isTrue();
    }

    @Test
    void whatLetsNobodyInIsNoSubstitute() {
        List<HashedSecret> others = List.of(
                OTHER.pending(true),
                startingAt(NOW.plusSeconds(1)),
                OTHER.expiring(NOW),
                OTHER.revokedAt(NOW.minusSeconds(1)),
                HashedSecret.of("other", "$2a$11$unreadable", NOW),
                HashedSecret.of("other", null, NOW));

        assertThat(others).allSatisfy(other -> assertThat(revocation.takesTheLast(list(MINE, other)))
                .isTrue());
    }

    @Test
    void whatLetsNobodyInTakesNothingAway() {
        assertThat(revocation.takesTheLast(list(MINE.expiring(NOW)))).isFalse();
        assertThat(revocation.takesTheLast(list(MINE.pending(true), OTHER.expiring(NOW))))
                .isFalse();
        assertThat(revocation.takesTheLast(list(OTHER))).isFalse();
    }

    @Test
    void onlyTheOneThatIsMeantIsRevokedAndOnlyOnce() {
        assertThat(revocation.appliedTo(list(MINE, OTHER)).secrets()).containsExactly(MINE.revokedAt(NOW), OTHER);

        SecretList before = list(MINE.revokedAt(NOW.minusSeconds(60)), OTHER);
        assertThat(revocation.appliedTo(before)).isEqualTo(before);
    }

    private static HashedSecret startingAt(Instant when) {
        return new HashedSecret("other", OTHER.hash(), NOW, when, null, null, null, false, null);
    }

    private static SecretList list(HashedSecret... secrets) {
        return new SecretList(List.of(secrets));
    }

    private static HashedSecret secret(String id) {
        return HashedSecret.of(id, SaltedDigest.of("a secret of " + id).text(), NOW);
    }
}
