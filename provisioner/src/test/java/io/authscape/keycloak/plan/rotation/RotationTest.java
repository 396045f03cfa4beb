package io.authscape.keycloak.plan.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.SaltedDigest;
import io.authscape.keycloak.plan.HashedSecret;
import io.authscape.keycloak.plan.SecretChanges;
import io.authscape.keycloak.plan.SecretList;
import io.authscape.keycloak.plan.SecretMatch;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretSeed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RotationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final Duration GRACE = Duration.ofHours(24);
    private static final Secret OLD = new Secret("old");
    private static final Secret NEW = new Secret("new");

    private final HashedSecret old = secret("default", OLD, NOW.minus(Duration.ofDays(91)));

    @Nested
    class AWholeRotation {

        @Test
        void lastsFromTheAnnouncementToTheGraceOfTheOldOne() {
            SecretList before = list(old);
            assertThat(of(before, OLD).objection()).isEmpty();
            assertThat(of(before, OLD).isUnfinished()).isFalse();

            String id = of(before, OLD).newId();
            SecretList announced = of(before, OLD).announced(id, NEW);
            assertThat(id).matches("rotated-20261123-200000-[0-9a-f]{6}");
            assertThat(announced.alive(NOW)).hasSize(2);
            assertThat(announced.secrets().get(1).pending()).isTrue();
            assertThat(announced.secrets().get(1).verifies("new")).isTrue();

            SecretList settled = of(announced, NEW).settled(GRACE, "vault:a@2");
            assertThat(settled.secrets())
                    .containsExactly(
                            old.expiring(NOW.plus(GRACE)),
                            announced.secrets().get(1).pending(false).from("vault:a@2"));
        }

        @Test
        void withoutGraceTheOldOneEndsNow() {
            SecretList settled = of(list(old, secret("n", NEW, NOW)), NEW).settled(Duration.ZERO, null);

            assertThat(settled.alive(NOW)).extracting(HashedSecret::id).containsExactly("n");
        }

        @Test
        void whatEndsSoonerStaysSo() {
            HashedSecret ending = secret("e", new Secret("e"), NOW).expiring(NOW.plusSeconds(5));

            SecretList settled = of(list(ending, secret("n", NEW, NOW)), NEW).settled(GRACE, null);

            assertThat(settled.secrets().get(0)).isEqualTo(ending);
        }

        @Test
        void anotherSecretOfTheSeedIsNotTouched() {
            HashedSecret other = secret("b", new Secret("b"), NOW.minusSeconds(1));
            Rotation rotation = new Rotation(
                    list(other, old, secret("n", NEW, NOW)),
                    NEW,
                    "a-rotated-",
                    secret -> secret.id().equals("b"),
                    NOW);

            assertThat(rotation.settled(GRACE, null).secrets().get(0)).isEqualTo(other);
        }

        @Test
        void aSuccessorIsNamedAfterTheSecretAmongSeveral() {
            Rotation rotation = new Rotation(list(old), OLD, Rotation.series("main"), secret -> false, NOW);

            assertThat(rotation.newId()).matches("main-rotated-20261123-200000-[0-9a-f]{6}");
        }

        @Test
        void theNewOneTakesOverTheLabel() {
            SecretList announced = of(list(old.labelled("night batch")), OLD).announced("n", NEW);

            assertThat(announced.secrets().get(1).label()).isEqualTo("night batch");
        }

        /** Keycloak may have got the first try, though nobody heard so. */
        @Test
        void announcedTwiceItStandsThereOnce() {
            SecretList once = of(list(old), OLD).announced("n", NEW);

            assertThat(of(once, OLD).announced("n", NEW)).isEqualTo(once);
        }

        @Test
        void ofWhatEndedLongAgoTwelveAreRememberedAndTombstonesAll() {
            HashedSecret tombstone = secret("tomb", OLD, NOW).revokedAt(NOW.minus(Duration.ofDays(5000)));
            List<HashedSecret> all = new ArrayList<>(List.of(tombstone, secret("n", NEW, NOW)));
            for (int age = 1; age <= 20; age++) {
                all.add(secret("ended-" + age, OLD, NOW).expiring(NOW.minus(Duration.ofDays(90L * age))));
            }

            SecretList settled = of(new SecretList(all), NEW).settled(GRACE, null);

            assertThat(settled.secrets())
                    .extracting(HashedSecret::id)
                    .contains("tomb", "n", "ended-1", "ended-12")
                    .doesNotContain("ended-13")
                    .hasSize(14);
        }

        @Test
        void allThatEndedInThirtyDaysAreRemembered() {
            List<HashedSecret> all = new ArrayList<>(List.of(secret("n", NEW, NOW)));
            for (int age = 1; age <= 40; age++) {
                all.add(secret("ended-" + age, OLD, NOW).expiring(NOW.minus(Duration.ofDays(age))));
            }

            SecretList settled = of(new SecretList(all), NEW).settled(GRACE, null);

            assertThat(settled.secrets())
                    .extracting(HashedSecret::id)
                    .contains("n", "ended-1", "ended-29")
                    .doesNotContain("ended-30")
                    .hasSize(30);
        }

        /** Somebody restored an old store: two rotations, 90 days apart, are not undone by it. */
        @Test
        void aSeedWithTheSecretBeforeTheLastOneUndoesNothing() {
            Instant first = NOW.minus(Duration.ofDays(90));
            SecretList once = new Rotation(
                            list(old, secret("r1", new Secret("first"), first)),
                            new Secret("first"),
                            "rotated-",
                            secret -> false,
                            first)
                    .settled(GRACE, null);
            SecretList twice = of(once.with(secret("r2", NEW, NOW)), NEW).settled(GRACE, null);
            Instant later = NOW.plus(Duration.ofDays(10));

            SecretChanges changes = SecretMatch.changes(List.of(SecretSeed.of(OLD)), twice, later);

            assertThat(changes.isEmpty()).isTrue();
            assertThat(changes.notes()).singleElement().asString().contains("a rotation has replaced it");
        }
    }

    @Nested
    class AnInterruptedOne {

        private final HashedSecret orphan =
                secret("orphan", new Secret("never seen"), NOW.minusSeconds(60)).pending(true);

        @Test
        void beforeTheStoreGotItLeavesAnOrphanThatTheNextRunRevokes() {
            SecretList found = list(old, orphan);
            assertThat(of(found, OLD).isUnfinished()).isFalse();
            assertThat(of(found, OLD).objection()).isEmpty();

            SecretList settled = of(of(found, OLD).announced("n", NEW), NEW).settled(GRACE, null);

            assertThat(settled.alive(NOW)).extracting(HashedSecret::id).containsExactly("default", "n");
            assertThat(settled.revoked()).extracting(HashedSecret::id).containsExactly("orphan");
        }

        @Test
        void afterTheStoreGotItIsFinished() {
            SecretList found = list(old, secret("n", NEW, NOW.minusSeconds(60)).pending(true));
            assertThat(of(found, NEW).isUnfinished()).isTrue();

            SecretList settled = of(found, NEW).settled(GRACE, null);

            assertThat(settled.secrets().get(0).expires()).isEqualTo(NOW.plus(GRACE));
            assertThat(settled.secrets().get(1).pending()).isFalse();
            assertThat(settled.secrets().get(1).expires()).isNull();
        }

        @Test
        void ofAnotherSecretMakesNothingDue() {
            SecretList found = list(secret("default", OLD, NOW), orphan);
            Rotation mine =
                    new Rotation(found, OLD, "a-rotated-", secret -> secret.id().equals("orphan"), NOW);

            assertThat(mine.isDue(Duration.ofDays(1))).isFalse();
            assertThat(mine.settled(GRACE, null).secrets().get(1)).isEqualTo(orphan);
        }

        @Test
        void isAlwaysDue() {
            HashedSecret young = secret("default", OLD, NOW);

            assertThat(of(list(young), OLD).isDue(Duration.ofDays(1))).isFalse();
            assertThat(of(list(young, orphan), OLD).isDue(Duration.ofDays(1))).isTrue();
        }
    }

    @Nested
    class TwoAtOnce {

        /** Both read the same list in the same second, before either has written to it. */
        @Test
        void getTwoIds() {
            assertThat(of(list(old), OLD).newId())
                    .isNotEqualTo(of(list(old), OLD).newId());
        }

        @Test
        void anotherRunsSecretUnderTheSameIdIsNotTakenForMine() {
            SecretList theirs = of(list(old), OLD).announced("n", new Secret("theirs"));

            SecretList mine = of(theirs, OLD).announced("n", NEW);

            assertThat(mine).isEqualTo(theirs);
            assertThat(Rotation.isAnnounced(mine, "n", NEW)).isFalse();
            assertThat(Rotation.isAnnounced(mine, "n", new Secret("theirs"))).isTrue();
            assertThat(Rotation.isAnnounced(mine, "default", NEW)).isFalse();
        }

        @Test
        void theYoungerOneThatIsUnderWayIsLeftAlone() {
            HashedSecret mine = secret("mine", NEW, NOW.minusSeconds(2)).pending(true);
            HashedSecret theirs =
                    secret("theirs", new Secret("theirs"), NOW.minusSeconds(1)).pending(true);

            SecretList settled = of(list(old, mine, theirs), NEW).settled(GRACE, null);

            assertThat(settled.secrets().get(2)).isEqualTo(theirs);
        }

        @Test
        void whatTheStoreHasCountsEvenIfSomebodyRevokedIt() {
            HashedSecret mine = secret("mine", NEW, NOW.minusSeconds(2)).revokedAt(NOW.minusSeconds(1));

            SecretList settled = of(list(old, mine), NEW).settled(GRACE, null);

            assertThat(settled.alive(NOW).filter(secret -> secret.verifies("new")))
                    .hasSize(1);
            assertThat(settled.secrets().get(1)).isEqualTo(mine);
        }
    }

    @Nested
    class Refused {

        @Test
        void isAStoreWithASecretThatKeycloakDoesNotTake() {
            assertThat(of(list(old), NEW).objection()).get().asString().contains("doesn't take", "apply");
            assertThat(of(SecretList.EMPTY, NEW).objection()).isPresent();
            assertThat(of(list(old.revokedAt(NOW)), OLD).objection()).isPresent();
            assertThat(of(list(old.expiring(NOW)), OLD).objection()).isPresent();
        }

        @Test
        void unlessAPersonWantsItIsAStoreWhoseSecretIsDead() {
            for (HashedSecret dead : List.of(old.revokedAt(NOW), old.expiring(NOW))) {
                Rotation rotation = of(list(dead), OLD);
                assertThat(rotation.objection()).get().asString().contains("revoked or has run out", "--older-than");
                assertThat(rotation.isDead()).isTrue();

                SecretList settled = of(rotation.announced("n", NEW), NEW).settled(GRACE, null);
                assertThat(settled.secrets().get(0)).isEqualTo(dead);
                assertThat(settled.alive(NOW)).extracting(HashedSecret::id).containsExactly("n");
            }
            assertThat(of(list(old), OLD).isDead()).isFalse();
            assertThat(of(list(old), NEW).isDead())
                    .as("unknown: apply will add it")
                    .isFalse();
        }

        @Test
        void isAStoreThatHasStayedBehind() {
            SecretList rotatedElsewhere = list(old.expiring(NOW.plus(GRACE)), secret("n", NEW, NOW));

            assertThat(of(rotatedElsewhere, OLD).objection()).get().asString().contains("runs out");
            assertThat(of(rotatedElsewhere, NEW).objection()).isEmpty();
            assertThat(of(list(old.expiring(NOW.plus(GRACE))), OLD).objection())
                    .as("one that its seed lets run out")
                    .isEmpty();
        }
    }

    @Test
    void dueIsWhatIsAsOldOrOlderOrOfAnUnknownAge() {
        Rotation rotation = of(list(old), OLD);

        assertThat(rotation.isDue(Duration.ofDays(91))).isTrue();
        assertThat(rotation.isDue(Duration.ofDays(92))).isFalse();
        assertThat(rotation.age()).contains(Duration.ofDays(91));
        assertThat(of(list(secret("x", OLD, null)), OLD).isDue(Duration.ofDays(9999)))
                .isTrue();
    }

    @Test
    void theListComesBackFromItsAttributeAsItWas() {
        SecretList list = list(
                old.expiring(NOW).labelled("ä \"b\""),
                secret("p", NEW, NOW).pending(true).from("vault:x@1"),
                secret("r", NEW, null).revokedAt(NOW));

        assertThat(SecretList.read(Map.of("authscape.secrets", list.text()))).isEqualTo(list);
        assertThat(list.text()).doesNotContain("null", "notBefore");
    }

    private static Rotation of(SecretList list, Secret stored) {
        Predicate<HashedSecret> none = secret -> false;
        return new Rotation(list, stored, Rotation.series(null), none, NOW);
    }

    private static SecretList list(HashedSecret... secrets) {
        return new SecretList(List.of(secrets));
    }

    private static HashedSecret secret(String id, Secret value, Instant created) {
        return HashedSecret.of(id, SaltedDigest.of(value.reveal()).text(), created);
    }
}
