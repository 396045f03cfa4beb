package io.authscape.keycloak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.contract.SaltedDigest;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretAddress;
import io.authscape.keycloak.seed.SecretReference;
import io.authscape.keycloak.seed.SecretSeed;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecretMatchTest {

    private static final Instant NOW = Instant.parse("2026-11-23T20:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final Instant BEFORE = NOW.minusSeconds(3600);
    private static final SecretSeed ONE = seed("hunter2-one");
    private static final SecretSeed TWO = seed("hunter2-two");
    private static final String HASH_OF_ONE = SecretHash.of("hunter2-one").text();

    @Test
    void aNewListGetsEachWithItsId() {
        SecretChanges changes = changes(List.of(), ONE.named("a").labelled("x").expiring(LATER), TWO.named("b"));

        assertThat(shown(changes))
                .containsExactly(
                        "secrets +a +b", "secrets.a.expires null -> 2026-11-23T21:00:00Z", "secrets.a.label null -> x");
        SecretList list = changes.appliedTo(SecretList.EMPTY, NOW);
        assertThat(list.secrets()).extracting(HashedSecret::id).containsExactly("a", "b");
        HashedSecret first = list.secrets().get(0);
        assertThat(first.verifies("hunter2-one")).isTrue();
        assertThat(first.created()).isEqualTo(NOW);
        assertThat(first.expires()).isEqualTo(LATER);
        assertThat(first.label()).isEqualTo("x");
        assertThat(changes(list.secrets(), ONE.named("a").labelled("x").expiring(LATER), TWO.named("b"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void oneWithoutAnIdIsTheDefault() {
        assertThat(shown(changes(List.of(), ONE))).containsExactly("secrets +default");
        assertThat(shown(changes(List.of(one("default").revokedAt(BEFORE)), TWO)))
                .containsExactly("secrets +default-2");
    }

    @Test
    void anotherSecretTakesThePlaceOfTheOneBefore() {
        SecretChanges changes = changes(List.of(one("default")), TWO);

        assertThat(shown(changes)).containsExactly("secrets ~default");
        SecretList list = changes.appliedTo(new SecretList(List.of(one("default"))), NOW);
        assertThat(list.secrets()).singleElement().satisfies(secret -> {
            assertThat(secret.verifies("hunter2-two")).isTrue();
            assertThat(secret.verifies("hunter2-one")).isFalse();
        });
    }

    @Test
    void whateverItsIdASecretIsTheSame() {
        assertThat(changes(List.of(one("r-2")), ONE).isEmpty()).isTrue();
        assertThat(changes(List.of(one("r-2")), ONE.named("main")).isEmpty()).isTrue();
    }

    @Test
    void whatTheSeedDoesNotSayGoesUnlessItRunsOut() {
        List<HashedSecret> standing =
                List.of(one("a"), hashed("b", "x"), hashed("c", "y").expiring(LATER));

        assertThat(shown(changes(standing, ONE.named("a")))).containsExactly("secrets -b");
        assertThat(changes(standing).isEmpty()).as("undefined: untouched").isTrue();
    }

    @Test
    void timesAndLabelsFollowTheSeed() {
        List<HashedSecret> standing = List.of(one("a").expiring(LATER).labelled("old"));

        assertThat(shown(changes(
                        standing, ONE.named("a").expiring(NOW.plusSeconds(60)).labelled("new"))))
                .containsExactly(
                        "secrets.a.expires 2026-11-23T21:00:00Z -> 2026-11-23T20:01:00Z", "secrets.a.label old -> new");
        assertThat(shown(changes(standing, ONE.named("a"))))
                .containsExactly("secrets.a.expires 2026-11-23T21:00:00Z -> null");
        assertThat(shown(changes(standing, ONE.named("a").expiring(LATER).labelled(""))))
                .containsExactly("secrets.a.label old -> null");
        HashedSecret after = changes(standing, ONE.named("a"))
                .appliedTo(new SecretList(standing), NOW)
                .secrets()
                .get(0);
        assertThat(after).isEqualTo(standing.get(0).expiring(null));
    }

    @Test
    void aRotationIsNeverUndone() {
        List<HashedSecret> rotated = List.of(one("default").expiring(LATER), two("default-2"));

        SecretChanges stale = changes(rotated, ONE);
        assertThat(stale.isEmpty()).isTrue();
        assertThat(stale.notes())
                .containsExactly("its secret in the seed, 'default', runs out at 2026-11-23T21:00:00Z: a rotation has"
                        + " replaced it; give the seed the new one");
        SecretChanges tooLate = changes(List.of(one("default").expiring(BEFORE), two("default-2")), ONE);
        assertThat(tooLate.isEmpty()).isTrue();
        assertThat(tooLate.notes()).singleElement().asString().contains("'default', ran out at 2026-11-23T19:00:00Z");
        SecretChanges current = changes(rotated, TWO);
        assertThat(current.isEmpty()).isTrue();
        assertThat(current.notes()).isEmpty();
    }

    @Test
    void aRotationUnderWayIsLeftToItself() {
        List<HashedSecret> underWay = List.of(one("default"), two("default-2").pending(true));

        assertThat(changes(underWay, ONE).isEmpty()).isTrue();
        assertThat(changes(underWay, TWO).isEmpty()).isTrue();
        assertThat(changes(underWay, TWO).notes())
                .containsExactly("a rotation of its secret is under way; run 'authscape rotate' again if it was"
                        + " interrupted");
    }

    @Test
    void whatWasRevokedNeverComesBack() {
        List<HashedSecret> standing = List.of(one("main").revokedAt(BEFORE), hashed("other", "x"));

        assertThat(changes(standing, ONE).refusals())
                .containsExactly("its secret 'main' was revoked at 2026-11-23T19:00:00Z, and it can't come back; give"
                        + " the seed another secret, or make one by 'authscape rotate'");
        assertThat(changes(standing, TWO.named("main")).refusals())
                .containsExactly("its secret 'main' was revoked at 2026-11-23T19:00:00Z, and its id can't come back;"
                        + " give the seed another id and another secret, or make one by 'authscape rotate'");
        assertThat(changes(standing, SecretSeed.ofHash(standing.get(0).hash())).refusals())
                .hasSize(1);
        assertThat(changes(List.of(one("main").revokedAt(BEFORE), two("main-2")), TWO.named("main"))
                        .refusals())
                .as("it stands, under another id")
                .isEmpty();
        HashedSecret tombstone = new HashedSecret("gone", null, null, null, null, null, BEFORE, false, null);
        assertThat(shown(changes(List.of(tombstone), ONE))).containsExactly("secrets +default");
    }

    @Test
    void aHashIsComparedAsItIs() {
        SecretSeed hash = SecretSeed.ofHash(HASH_OF_ONE);
        HashedSecret same = HashedSecret.of("default", HASH_OF_ONE, BEFORE);

        assertThat(changes(List.of(same), hash).isEmpty()).isTrue();
        assertThat(changes(List.of(same), ONE).isEmpty())
                .as("later it is known")
                .isTrue();
        assertThat(shown(changes(List.of(one("default")), hash)))
                .as("another salt")
                .containsExactly("secrets ~default");
        assertThat(changes(List.of(), hash)
                        .appliedTo(SecretList.EMPTY, NOW)
                        .secrets()
                        .get(0)
                        .hash())
                .isEqualTo(HASH_OF_ONE);
    }

    @Test
    void theStoresVersionSparesAWeakHashAndIsNotTrustedForAFastOne() {
        SecretSeed from = inVault().found(new Secret("hunter2-two"), "vault:a/b#c@3");
        HashedSecret weak =
                HashedSecret.of("default", Pbkdf2Hash.of("hunter2-one").text(), BEFORE);
        HashedSecret fast =
                HashedSecret.of("default", SaltedDigest.of("hunter2-one").text(), BEFORE);

        assertThat(changes(List.of(weak.from("vault:a/b#c@3")), from).isEmpty()).isTrue();
        assertThat(changes(List.of(weak.from("vault:a/b#c@2")), from).isEmpty()).isFalse();
        assertThat(changes(List.of(fast.from("vault:a/b#c@3")), from).isEmpty()).isFalse();
        assertThat(changes(List.of(two("default").from("vault:a/b#c@2")), from).isEmpty())
                .as("a version alone is no reason to write")
                .isTrue();
        assertThat(changes(List.of(), from)
                        .appliedTo(SecretList.EMPTY, NOW)
                        .secrets()
                        .get(0)
                        .source())
                .isEqualTo("vault:a/b#c@3");
    }

    @Test
    void whatIsToBeMadeIsAdded() {
        SecretSeed seed = inVault().named("main");
        SecretChanges changes = changes(List.of(), seed);

        assertThat(shown(changes))
                .containsExactly("secrets +main", "secrets.main generated, written to ${vault:a/b#c}");
        // It looks weak, and is not: we made it.
        SecretChanges made = changes.with(secret -> secret.made(new Secret("x"), null));
        assertThat(made.appliedTo(SecretList.EMPTY, NOW)
                        .secrets()
                        .get(0)
                        .parsed()
                        .orElseThrow())
                .isInstanceOf(SaltedDigest.class);
        SecretChanges found = changes.with(secret -> secret.found(new Secret("x"), null));
        assertThat(found.appliedTo(SecretList.EMPTY, NOW)
                        .secrets()
                        .get(0)
                        .parsed()
                        .orElseThrow())
                .isInstanceOf(Pbkdf2Hash.class);
    }

    @Test
    void aTakenIdGetsANumber() {
        List<HashedSecret> standing = List.of(hashed("a", "x").expiring(LATER));
        assertThat(shown(changes(standing, ONE.named("a")))).containsExactly("secrets +a-2");
    }

    @Test
    void oneThatHasRunOutIsNotAddedAnyMore() {
        assertThat(changes(List.of(two("b")), ONE.named("a").expiring(BEFORE), TWO.named("b"))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void twinsAreRefused() {
        assertThat(changes(List.of(), ONE.named("a"), ONE.named("b")).refusals())
                .containsExactly("its secrets 'a' and 'b' are the same; give each its own");
    }

    @Test
    void aPartOfThePlanIsWhatAnotherRunHasLeft() {
        SecretChanges planned = changes(List.of(hashed("a", "x"), hashed("b", "y")), ONE.named("c"), TWO.named("d"));
        SecretChanges rest = changes(List.of(hashed("b", "y"), one("c")), ONE.named("c"), TWO.named("d"));

        assertThat(rest.isPartOf(planned)).isTrue();
        assertThat(SecretChanges.NONE.isPartOf(planned)).isTrue();
        assertThat(planned.isPartOf(rest)).isFalse();
        assertThat(changes(List.of(hashed("z", "x")), ONE.named("c"), TWO.named("d"))
                        .isPartOf(planned))
                .as("somebody added 'z', and nobody said that it may go")
                .isFalse();
    }

    private static SecretChanges changes(List<HashedSecret> standing, SecretSeed... wanted) {
        return SecretMatch.changes(List.of(wanted), new SecretList(standing), NOW);
    }

    private static List<String> shown(SecretChanges changes) {
        assertThat(changes.refusals()).isEmpty();
        return SecretDifferences.of(changes).stream().map(SecretMatchTest::text).toList();
    }

    private static String text(Difference difference) {
        if (difference instanceof Difference.Value value) {
            return value.field() + " " + value.before() + " -> " + value.after();
        }
        if (difference instanceof Difference.Items items) {
            StringBuilder text = new StringBuilder(items.field());
            items.added().forEach(id -> text.append(" +").append(id));
            items.changed().forEach(id -> text.append(" ~").append(id));
            items.removed().forEach(id -> text.append(" -").append(id));
            return text.toString();
        }
        return difference.field() + " " + ((Difference.Concealed) difference).how();
    }

    private static SecretSeed seed(String secret) {
        return SecretSeed.of(new Secret(secret));
    }

    private static SecretSeed inVault() {
        return SecretSeed.in(
                new SecretReference(new SecretAddress("vault", "a/b#c"), true, "${vault:a/b#c}", "s.json:1:1: /x"));
    }

    private static HashedSecret one(String id) {
        return hashed(id, "hunter2-one");
    }

    private static HashedSecret two(String id) {
        return hashed(id, "hunter2-two");
    }

    private static HashedSecret hashed(String id, String secret) {
        return HashedSecret.of(id, SecretHash.of(secret).text(), BEFORE);
    }
}
