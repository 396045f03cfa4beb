package io.authscape.keycloak.plan.doctor;

import static io.authscape.keycloak.plan.doctor.SoundRealm.STRONG;
import static io.authscape.keycloak.plan.doctor.SoundRealm.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.authscape.keycloak.plan.ClientField;
import io.authscape.keycloak.seed.ClientSeed;
import io.authscape.keycloak.seed.Secret;
import io.authscape.keycloak.seed.SecretAddress;
import io.authscape.keycloak.seed.SecretReference;
import io.authscape.keycloak.seed.SecretSeed;
import io.authscape.keycloak.seed.Seed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What doctor advises: nothing that another command would refuse, and nothing that leaves the ill in place. */
class RemedyTest {

    @Test
    void aPrintedHashIsRevokedByItsId() {
        SoundRealm only =
                DoctorTest.realm().secrets(List.of(secret("main", DoctorTest.PRINTED, DoctorTest.LAST_MONTH, "")));
        assertThat(fix(only, DoctorTest.options(), Rule.DEMO_SECRET))
                .isEqualTo("refer to another secret in the seed, then: authscape apply -f seeds --realm shop, then:"
                        + " authscape secrets revoke billing main --realm shop");
        assertThat(fix(only.unowned(), DoctorTest.options(), Rule.DEMO_SECRET))
                .isEqualTo("authscape secrets revoke billing main --realm shop --last");
        SoundRealm two = DoctorTest.realm()
                .secrets(List.of(
                        secret("good", STRONG, DoctorTest.LAST_MONTH, ""),
                        secret("a", DoctorTest.PRINTED, DoctorTest.LAST_MONTH, ",\"expires\":\"2026-12-24T00:00:00Z\""),
                        secret(
                                "b",
                                DoctorTest.PRINTED,
                                DoctorTest.LAST_MONTH,
                                ",\"expires\":\"2026-12-24T00:00:00Z\"")))
                .unowned();
        assertThat(fix(two, DoctorTest.options(), Rule.DEMO_SECRET))
                .isEqualTo("authscape secrets revoke billing a --realm shop; authscape secrets revoke billing b --realm"
                        + " shop");
        assertThat(fix(
                        DoctorTest.realm().plain("service-secret-here").unowned(),
                        DoctorTest.options(),
                        Rule.DEMO_SECRET))
                .isEqualTo("kcadm.sh create clients/c1/client-secret -r shop");
    }

    /** What `authscape rotate` refuses must not be the advice. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("renewals")
    void aNewSecretGoesWhereTheSeedTakesItFrom(String name, List<SecretSeed> secrets, String fix) {
        SoundRealm old = DoctorTest.realm().secrets(List.of(secret("main", STRONG, DoctorTest.SUMMER, "")));
        assertThat(fix(old, seeded(secrets), Rule.SECRET_OLD)).isEqualTo(fix);
    }

    static Stream<Arguments> renewals() {
        SecretSeed placed = SecretSeed.in(place("file", "billing.txt"));
        String put = "put a new secret where the seed refers to, then: authscape apply -f seeds --realm shop";
        String give = "give it a clientSecret reference in the seed, then: authscape apply -f seeds --realm shop";
        String rotate = "authscape rotate billing -f seeds --realm shop";
        SecretSeed value = SecretSeed.of(new Secret("x"));
        return Stream.of(
                arguments("a file", List.of(placed), rotate),
                arguments("one of two", List.of(value.named("a"), placed.named("b")), rotate),
                arguments("a variable or the seed itself", List.of(value), put),
                arguments("a place that ends", List.of(placed.expiring(SoundRealm.NOW)), put),
                arguments("a place of two clients", List.of(SecretSeed.in(place("file", "shared.txt"))), put),
                arguments("a hash", List.of(SecretSeed.ofHash(STRONG)), give),
                arguments("nothing", List.of(), give));
    }

    @Test
    void aNewSecretOfAClientThatTheSeedLacks() {
        SoundRealm old = DoctorTest.realm().secrets(List.of(secret("main", STRONG, DoctorTest.SUMMER, "")));
        assertThat(fix(old, DoctorOptions.defaults(), Rule.SECRET_OLD))
                .isEqualTo("authscape rotate billing -f SEED --realm shop");
        assertThat(fix(old, DoctorTest.options(), Rule.SECRET_OLD))
                .as("another owner's")
                .isEqualTo("authscape rotate billing -f SEED --realm shop, with the seed of its owner 'team'");
        assertThat(fix(old.attribute("authscape.managed-by", "others"), DoctorTest.options(), Rule.SECRET_OLD))
                .as("left the seed")
                .startsWith("give it a clientSecret reference in the seed, then: ");
        assertThat(fix(old.unowned(), DoctorTest.options(), Rule.SECRET_OLD))
                .isEqualTo("authscape export --client billing --as-owner OWNER --realm shop --out SEED, then give it a"
                        + " clientSecret reference in SEED, then: authscape apply -f SEED --adopt");
    }

    @Test
    void whatARotationLeftBehindIsRevokedWhereNobodyCanRotate() {
        SoundRealm stuck = DoctorTest.realm()
                .secrets(List.of(
                        secret("a", STRONG, DoctorTest.LAST_MONTH, ""),
                        secret("b", STRONG, DoctorTest.LAST_MONTH, ",\"pending\":true")));
        assertThat(fix(stuck, seeded(List.of(SecretSeed.of(new Secret("x")))), Rule.ROTATION_UNFINISHED))
                .isEqualTo("authscape secrets revoke billing b --realm shop");
        assertThat(fix(stuck, DoctorOptions.defaults(), Rule.ROTATION_UNFINISHED))
                .isEqualTo("authscape rotate billing -f SEED --realm shop");
    }

    /** Adopted as it is, a plain client stays plain. */
    @Test
    void aPlainSecretIsHashedWhereTheSeedSaysSo() {
        assertThat(fix(DoctorTest.realm().plain("hunter2").unowned(), DoctorTest.options(), Rule.PLAIN_SECRET))
                .isEqualTo("authscape export --client billing --as-owner OWNER --realm shop --out SEED, then write"
                        + " \"secretStorage\": \"hashed\" for it in SEED, then: authscape apply -f SEED --adopt");
    }

    @Test
    void aWebOriginHasNoPathAndNoPlaceInTheSeed() {
        String fix = "kcadm.sh update clients/c1 -r shop -s 'webOrigins=[\"https://app.example.com\"]'";
        SoundRealm realm = DoctorTest.code("https://app.example.com/cb").field(ClientField.WEB_ORIGINS, "*");
        assertThat(fix(realm, DoctorTest.options(), Rule.WEB_ORIGINS_ANY)).isEqualTo(fix);
        assertThat(fix(realm.unowned(), DoctorTest.options(), Rule.WEB_ORIGINS_ANY))
                .isEqualTo(fix);
    }

    private static SecretReference place(String scheme, String address) {
        return new SecretReference(new SecretAddress(scheme, address), false, "${" + scheme + ":" + address + "}", "");
    }

    private static DoctorOptions seeded(List<SecretSeed> secrets) {
        ClientSeed other = ClientSeed.named("other")
                .secrets(List.of(SecretSeed.in(place("file", "shared.txt"))))
                .build();
        return new DoctorOptions(
                DoctorOptions.SECRET_AGE,
                new Seed(
                        "team",
                        "shop",
                        List.of(),
                        List.of(),
                        List.of(ClientSeed.named("billing").secrets(secrets).build(), other)),
                "-f seeds");
    }

    private static String fix(SoundRealm realm, DoctorOptions options, Rule rule) {
        return Doctor.examine(realm.facts(), options).stream()
                .filter(finding -> finding.rule() == rule)
                .map(Finding::fix)
                .findFirst()
                .orElseThrow();
    }
}
