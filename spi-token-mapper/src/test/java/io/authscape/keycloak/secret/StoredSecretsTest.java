package io.authscape.keycloak.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.contract.SaltedDigest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredSecretsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String HASH = SaltedDigest.of("a secret").text();

    @Test
    void anEntryCountsFromItsFirstSecondToTheOneBeforeItsLast() {
        StoredSecrets secrets = read("""
                {"v":1,"secrets":[{"id":"a","hash":"HASH",
                 "notBefore":"2026-11-23T12:00:00Z","expires":"2026-11-23T13:00:00Z"}]}""");

        assertThat(ids(secrets, NOON.minusMillis(1))).isEmpty();
        assertThat(ids(secrets, NOON)).containsExactly("a");
        assertThat(ids(secrets, NOON.plusSeconds(3599))).containsExactly("a");
        assertThat(ids(secrets, NOON.plusSeconds(3600))).isEmpty();
    }

    @Test
    void oneThatIsPendingCountsAndOneThatIsRevokedDoesnt() {
        StoredSecrets secrets = read("""
                {"v":1,"secrets":[{"id":"a","hash":"HASH","pending":true,"unknown":[]},
                 {"id":"b","hash":"HASH","revoked":"2026-11-23T12:00:00Z"},
                 {"id":"c","revoked":"2026-11-23T12:00:00Z"},
                 {"id":"d","hash":"HASH","revoked":null}]}""");

        assertThat(ids(secrets, NOON)).containsExactly("d", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"b\",\"hash\":\"HASH\",\"expires\":\"tomorrow\"}",
                "{\"id\":\"b\",\"hash\":\"HASH\",\"expires\":1795000000}",
                "{\"id\":\"b\",\"hash\":\"HASH\",\"expires\":\"2027-01-01\"}",
                "{\"id\":\"b\",\"hash\":\"HASH\",\"notBefore\":\"\"}",
                "{\"id\":\"b\",\"hash\":\"HASH\",\"revoked\":false}",
                "{\"id\":\"b\",\"hash\":\"plain text\"}",
                "{\"id\":\"b\",\"hash\":\"\"}",
                "{\"id\":\"b\"}",
                "{\"id\":\"\",\"hash\":\"HASH\"}",
                "{\"hash\":\"HASH\"}",
                "\"HASH\"",
                "null",
                "[]",
            })
    void anEntryThatCantBeReadNeverCountsAndTheOthersDo(String entry) {
        StoredSecrets secrets = read("{\"v\":1,\"secrets\":[" + entry + ",{\"id\":\"good\",\"hash\":\"HASH\"}]}");

        assertThat(ids(secrets, NOON)).containsExactly("good");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "nonsense",
                "{}",
                "[]",
                "{\"secrets\":[{\"id\":\"a\",\"hash\":\"HASH\"}]}",
                "{\"v\":2,\"secrets\":[{\"id\":\"a\",\"hash\":\"HASH\"}]}",
                "{\"v\":1,\"secrets\":{\"id\":\"a\",\"hash\":\"HASH\"}}",
                "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"HASH\"}]}}",
                "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"HASH\"}]",
                "{\"v\":1,\"secrets\":[{\"id\":\"a\",\"hash\":\"HASH\"}],\"secrets\":[]}",
                "{\"v\":1,\"secrets\":[],\"secrets\":[{\"id\":\"a\",\"hash\":\"HASH\"}]}",
            })
    void aListThatCantBeReadLetsNobodyIn(String attribute) {
        assertThat(StoredSecrets.read(attribute == null ? null : attribute.replace("HASH", HASH))
                        .secrets())
                .isEmpty();
    }

    @Test
    void theCheapestComeFirstThenTheNewestAndNoMoreThanTenSlowOnes() {
        StoredSecrets secrets = read("{\"v\":1,\"secrets\":["
                + twelve("slow", Pbkdf2Hash.of("slow").text()) + "," + twelve("fast", "HASH") + "]}");

        assertThat(ids(secrets, NOON))
                .hasSize(22)
                .startsWith("fast11", "fast10")
                .contains("fast0", "slow11")
                .endsWith("slow2");
    }

    /** A client that is rotated time and again while all that it had before still counts. */
    @Test
    void theNewestCountsHoweverManyStillDo() {
        StoredSecrets secrets = read("{\"v\":1,\"secrets\":[" + twelve("rotated", "HASH") + "]}");

        assertThat(ids(secrets, NOON)).hasSize(12).startsWith("rotated11");
    }

    private static String twelve(String id, String hash) {
        return IntStream.range(0, 12)
                .mapToObj(i -> "{\"id\":\"" + id + i + "\",\"hash\":\"" + hash + "\"}")
                .collect(Collectors.joining(","));
    }

    private static StoredSecrets read(String attribute) {
        return StoredSecrets.read(attribute.replace("HASH", HASH));
    }

    private static List<String> ids(StoredSecrets secrets, Instant now) {
        return secrets.at(now).stream().map(StoredSecret::id).toList();
    }
}
