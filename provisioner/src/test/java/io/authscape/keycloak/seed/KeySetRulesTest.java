package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeySetRulesTest {

    private static final String RSA = "\"kty\": \"RSA\", \"n\": \"x\", \"e\": \"AQAB\"";

    @Test
    void emptyListsAreDroppedAndTheRestStays() {
        SeedReading reading = read(RSA + ", \"key_ops\": [], \"oth\": [], \"x5c\": [], \"d\": null, \"use\": \"sig\"");

        assertThat(Seeds.problems(reading)).isEmpty();
        assertThat(reading.seed().orElseThrow().clients().get(0).jsonWebKeySet())
                .isEqualTo(
                        new KeySet("{\"keys\":[{\"kty\":\"RSA\",\"n\":\"x\",\"e\":\"AQAB\",\"use\":\"sig\"}]}", false));
    }

    /** Keycloak looks for keys with that use alone. */
    @Test
    void aKeyWithoutAUseIsForSignatures() {
        assertThat(read(RSA)
                        .seed()
                        .orElseThrow()
                        .clients()
                        .get(0)
                        .jsonWebKeySet()
                        .json())
                .endsWith("\"e\":\"AQAB\",\"use\":\"sig\"}]}");
    }

    @Test
    void anEmptySetIsEmpty() {
        assertThat(Seeds.readWith("\"clients\": [ { \"clientId\": \"a\", \"jsonWebKeySet\": { \"keys\": [] } } ]")
                        .seed()
                        .orElseThrow()
                        .clients()
                        .get(0)
                        .jsonWebKeySet())
                .isEqualTo(new KeySet("{\"keys\":[]}", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void privateMembersAreRefusedAndNotRepeated(String member) {
        assertThat(problems(RSA + ", \"" + member + "\": \"hunter2\""))
                .containsExactly("s.json:2:101: /clients/0/jsonWebKeySet/keys/0/" + member + ": error: '" + member
                        + "' is part of a private or shared key; give the public key alone, and take the key for known"
                        + " to others");
    }

    @Test
    void sharedKeysAreRefusedAndNotRepeated() {
        assertThat(problems("\"kty\": \"oct\", \"k\": \"hunter2\""))
                .hasSize(2)
                .noneSatisfy(problem -> assertThat(problem).contains("hunter2"))
                .first()
                .asString()
                .endsWith("kty: error: this value is not known; write one of 'RSA', 'EC', 'OKP'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kty\": \"RSA\", \"n\": \"x\"|e",
                "\"kty\": \"RSA\", \"e\": \"AQAB\"|n",
                "\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"x\"|y",
                "\"kty\": \"OKP\", \"crv\": \"Ed25519\"|x"
            })
    void aKeyNeedsItsParts(String key, String missing) {
        assertThat(problems(key))
                .singleElement()
                .asString()
                .endsWith("/keys/0/" + missing + ": error: '" + missing + "' is missing; add it: the key needs it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"x\", \"y\": \"y\"",
                "\"kty\": \"OKP\", \"crv\": \"Ed25519\", \"x\": \"x\""
            })
    void otherKindsPass(String key) {
        assertThat(problems(key)).isEmpty();
    }

    private static List<String> problems(String key) {
        return Seeds.problems(read(key));
    }

    private static SeedReading read(String key) {
        return Seeds.readWith(
                "\"clients\": [ { \"clientId\": \"a\", \"jsonWebKeySet\": { \"keys\": [ { " + key + " } ] } } ]");
    }
}
