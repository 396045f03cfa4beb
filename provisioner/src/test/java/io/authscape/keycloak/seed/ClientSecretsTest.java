package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.contract.Pbkdf2Hash;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSecretsTest {

    private static final String HASH = Pbkdf2Hash.of("hunter2").text();

    @Test
    void anEntryHasANameALabelAndAnEnd() {
        assertThat(client("\"clientSecret\": \"${env:S}\"").secrets())
                .containsExactly(SecretSeed.of(new Secret("hunter2")));
        assertThat(client("\"clientSecrets\": [ { \"id\": \"main\", \"secret\": \"${env:S}\", \"label\": \"x\" },"
                                + " { \"id\": \"next\", \"hash\": \"" + HASH
                                + "\", \"expires\": \"2999-01-31T12:00:00Z\" } ]")
                        .secrets())
                .containsExactly(
                        SecretSeed.of(new Secret("hunter2")).named("main").labelled("x"),
                        SecretSeed.ofHash(HASH).named("next").expiring(Instant.parse("2999-01-31T12:00:00Z")));
    }

    @Test
    void aHashIsASecretThatNobodyKnows() {
        ClientSeed client = client("\"clientSecretHash\": \"" + HASH + "\"");
        assertThat(client.secrets()).containsExactly(SecretSeed.ofHash(HASH));
        assertThat(client.hasSecret()).isTrue();
        assertThat(client.hasUsableSecret()).isFalse();
        assertThat(client.secret()).isNull();
        assertThat(client("\"clientSecretHash\": \"${env:H}\"").secrets())
                .as("by reference")
                .containsExactly(SecretSeed.ofHash(HASH));
        assertThat(client.toString()).doesNotContain(HASH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hunter2-in-plain-text|this is no hash that authscape knows: OpenIddict's and ASP.NET Identity v3's PBKDF2,"
                        + " or IdentityServer's SHA-256 and SHA-512, count; if it is the secret itself, it belongs into"
                        + " 'clientSecret', and should be replaced by now",
                "$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy|this is a hash in a format that authscape"
                        + " doesn't know: OpenIddict's and ASP.NET Identity v3's PBKDF2, or IdentityServer's SHA-256 and"
                        + " SHA-512, count; give the client a new secret",
                // 2,000,000 rounds
                "AQAAAAEAHoSAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=|this hash would take"
                        + " more than 1,000,000 rounds for each sign-in, and is not accepted; give the client a new"
                        + " secret",
                "AQAAAAEAACcQAAAAEAAAAAAAAAAAAAAAAAAAAAA=|this hash is damaged: its salt or its key is missing or too"
                        + " short; copy it whole, or give the client a new secret",
                // 300,000 rounds, and a key of 8 bytes
                "AQAAAAEABJPgAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==|this hash is damaged: its salt or its key is missing or too short; copy it whole, or give the client"
                        + " a new secret",
                // 150,000 rounds of SHA-1 for each of the ten blocks of the key
                "AQAAAAAAAknwAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==|this hash would take more than 1,000,000 rounds for each sign-in, and is not accepted; give the"
                        + " client a new secret",
            })
    void whatIsNoHashIsRefusedWithoutRepeatingIt(String hash, String problem) {
        for (String members : List.of(
                "\"clientSecretHash\": \"" + hash + "\"",
                "\"clientSecrets\": [ { \"id\": \"a\", \"hash\": \"" + hash + "\" } ]")) {
            assertThat(Seeds.problems(read(members)))
                    .singleElement()
                    .asString()
                    .endsWith("ash: error: " + problem)
                    .startsWith("s.json:2:")
                    .doesNotContain(hash);
        }
    }

    @Test
    void aDigestWithoutSaltIsWarnedOf() {
        SeedReading reading = read("\"clientSecretHash\": \"K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=\"");
        assertThat(reading.seed()).isPresent();
        assertThat(Seeds.problems(reading))
                .singleElement()
                .asString()
                .endsWith(
                        "/clients/0/clientSecretHash: warning: this is a digest without a salt: whoever sees it can"
                                + " guess a weak secret fast; give the client a new secret in a store, where 'authscape rotate' can replace it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(env:S1)",
                "$(S1)",
                "$S1",
                "$env:S1",
                "{{ S1 }}",
                "{{S1}}",
                "{{ .Values.S1 }}",
                "%S1%",
                "#{S1}",
                "#{S1}#",
                " $S1 "
            })
    void placeholdersOfOtherToolsAreNoSecrets(String text) {
        for (String members : List.of(
                "\"clientSecret\": \"" + text + "\"",
                "\"clientSecrets\": [ { \"id\": \"a\", \"secret\": \"" + text + "\" } ]")) {
            SeedReading reading = read(members);
            assertThat(reading.seed()).isEmpty();
            assertThat(Seeds.problems(reading))
                    .singleElement()
                    .asString()
                    .endsWith("ecret: error: this looks like a placeholder of another tool, and would itself be the"
                            + " secret; did you mean ${env:NAME}? If it is the secret all the same, put it into the"
                            + " environment or a file, and write ${env:NAME} or ${file:path}")
                    .doesNotContain("S1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "$$S1",
                "$1abc",
                "$ab-c",
                "x$S1",
                "$S1x$",
                "$(S1",
                "$(a b)",
                "{ S1 }",
                "{{ S1",
                "{{ a b }}",
                "%S1",
                "S1%",
                "%a b%",
                "%%",
                "#{S1",
                "#S1#"
            })
    void whatOnlyResemblesThemIsOne(String text) {
        assertThat(client("\"clientSecret\": \"" + text + "\"").secrets())
                .containsExactly(SecretSeed.of(new Secret(text)));
    }

    @Test
    void aReferenceMayHoldWhatLooksLikeAPlaceholder() {
        SeedReading reading = Seeds.readWith(
                "\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"${env:P}\" } ]", Map.of("P", "$S1"));
        assertThat(reading.seed().orElseThrow().clients().get(0).secrets())
                .containsExactly(SecretSeed.of(new Secret("$S1")));
    }

    @Test
    void storageIsWhatTheSeedSays() {
        assertThat(client("\"clientSecret\": \"${env:S}\"").secretStorage()).isNull();
        assertThat(client("\"clientSecret\": \"${env:S}\", \"secretStorage\": \"hashed\"")
                        .secretStorage())
                .isEqualTo(SecretStorage.HASHED);
        assertThat(client("\"clientSecret\": \"${env:S}\", \"secretStorage\": \"plain\"")
                        .needsNoJar())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"clientSecretHash\": \"${env:H}\"|/clients/0/clientSecretHash: error: \"secretStorage\": \"plain\""
                        + " needs the secret itself; write \"hashed\"",
                "\"clientSecrets\": [ { \"id\": \"a\", \"hash\": \"${env:H}\" } ]|/clients/0/clientSecrets/0/hash: error:"
                        + " \"secretStorage\": \"plain\" needs the secret itself; write \"hashed\"",
                "\"clientSecrets\": [ { \"id\": \"a\", \"secret\": \"${env:S}\" }, { \"id\": \"b\", \"secret\":"
                        + " \"${env:T}\" } ]|/clients/0/clientSecrets/1: error: \"secretStorage\": \"plain\" is Keycloak's"
                        + " own way, which has one secret per client; keep one entry, or write \"hashed\"",
                "\"clientSecrets\": [ { \"id\": \"a\", \"secret\": \"${env:S}\", \"expires\": \"2999-01-01T00:00:00Z\" }"
                        + " ]|/clients/0/clientSecrets/0/expires: error: \"secretStorage\": \"plain\" is Keycloak's own"
                        + " way, whose secrets don't expire; remove 'expires', or write \"hashed\"",
            })
    void plainTextHasNoPlaceForMore(String members, String problem) {
        assertThat(Seeds.problems(read("\"secretStorage\": \"plain\", " + members)))
                .singleElement()
                .asString()
                .endsWith(problem);
    }

    @Test
    void aTimeThatHasPassedIsWarnedOf() {
        SeedReading reading = read("\"clientSecrets\": [ { \"id\": \"a\", \"secret\": \"${env:S}\", \"expires\":"
                + " \"2020-01-01T00:00:00Z\" } ]");
        assertThat(reading.seed()).isPresent();
        assertThat(Seeds.problems(reading))
                .singleElement()
                .asString()
                .endsWith("/expires: warning: this time has passed: the secret doesn't count; remove the entry");
    }

    @Test
    void aStoreIsAskedLater() {
        ClientSeed client = client("\"clientSecret\": \"${vault:secret/team/billing#password}\"");
        assertThat(client.secret()).isNull();
        assertThat(client.hasSecret()).isTrue();
        assertThat(client.secrets().get(0).reference())
                .isEqualTo(new SecretReference(
                        new SecretAddress("vault", "secret/team/billing#password"),
                        false,
                        "${vault:secret/team/billing#password}",
                        "s.json:2:49: /clients/0/clientSecret"));
    }

    @Test
    void aSinkIsAskedLaterEvenIfItIsAFile() {
        SecretReference file =
                client(generated("${file:nope.txt}")).secrets().get(0).reference();
        assertThat(file.generate()).isTrue();
        assertThat(file.written()).isEqualTo("${file:nope.txt}");
        assertThat(file.address().address()).endsWith("nope.txt").isNotEqualTo("nope.txt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ ]|/clients/0/clientSecrets: error: this list is empty; remove it: a client keeps the secret that it has",
                "[ { \"id\": \"m\" } ]|/clients/0/clientSecrets/0: error: this entry has no secret; add 'secret',"
                        + " 'hash', or 'generate' and 'sink'",
                "[ { \"secret\": \"${env:S}\" } ]|/clients/0/clientSecrets/0/id: error: 'id' is missing; add it",
                "[ { \"id\": \"m\", \"generate\": true } ]|/clients/0/clientSecrets/0: error: a secret that is made needs"
                        + " a place to go, or nobody could ever use it; add a 'sink' such as ${vault:mount/path#field}",
                "[ { \"id\": \"m\", \"sink\": \"${vault:a/b#c}\" } ]|/clients/0/clientSecrets/0/sink: error: nothing goes"
                        + " there; add \"generate\": true",
                "[ { \"id\": \"m\", \"generate\": true, \"secret\": \"${env:S}\", \"sink\": \"${vault:a/b#c}\" } ]|"
                        + "/clients/0/clientSecrets/0: error: this secret is given and made at once; keep 'secret', or"
                        + " 'generate' and 'sink'",
                "[ { \"id\": \"m\", \"generate\": true, \"sink\": \"${env:S}\" } ]|/clients/0/clientSecrets/0/sink: error:"
                        + " an environment variable can't keep a generated secret; use a file,"
                        + " ${envfile:path#NAME} or a secret store",
                "[ { \"id\": \"m\", \"generate\": true, \"sink\": \"x${vault:a/b#c}\" } ]|/clients/0/clientSecrets/0/sink:"
                        + " error: this is not a sink that authscape knows; write ${file:path}, ${envfile:path#NAME},"
                        + " ${vault:mount/path#field}, ${kubernetes:namespace/secret-name#key},"
                        + " ${azure:vault-name/secret-name} or ${aws:secret-id}",
                "[ { \"id\": \"m\", \"generate\": true, \"sink\": \"${vault:a}\" } ]|/clients/0/clientSecrets/0/sink:"
                        + " error: this is no address of a secret; write it as ${vault:mount/path#field}, for example"
                        + " ${vault:secret/billing#password}",
                "[ { \"id\": \"a\", \"secret\": \"${env:S}\" }, { \"id\": \"b\", \"secret\": \"${env:S}\" } ]|"
                        + "/clients/0/clientSecrets/1/secret: error: the list has the same secret twice; remove one",
                "[ { \"id\": \"a\", \"secret\": \"${env:S}\" }, { \"id\": \"a\", \"secret\": \"${env:T}\" } ]|"
                        + "/clients/0/clientSecrets/1/id: error: 'a' is the name of another secret of the client already;"
                        + " choose another name",
                "[ { \"id\": \"a b\", \"secret\": \"${env:S}\" } ]|/clients/0/clientSecrets/0/id: error: the name of a"
                        + " secret has no blanks; write it without",
                "[ { \"id\": \"a\", \"secret\": \"${env:S}\", \"hash\": \"${env:H}\" } ]|/clients/0/clientSecrets/0: error:"
                        + " this entry has a secret and a hash; keep one of them",
                "[ { \"id\": \"a\", \"hash\": \"${env:H}\", \"generate\": true, \"sink\": \"${file:x}\" } ]|"
                        + "/clients/0/clientSecrets/0: error: this secret is given and made at once; keep 'hash', or"
                        + " 'generate' and 'sink'",
                "[ { \"id\": \"a\", \"secret\": \"${env:S}\", \"expires\": \"2030-01-01\" } ]|"
                        + "/clients/0/clientSecrets/0/expires: error: this is no time in UTC; write it as"
                        + " 2027-01-31T12:00:00Z",
                "[ { \"id\": \"a\", \"secret\": \"${env:S}\", \"expires\": \"2030-02-30T00:00:00Z\" } ]|"
                        + "/clients/0/clientSecrets/0/expires: error: this is no time in UTC; write it as"
                        + " 2027-01-31T12:00:00Z",
                "[ { \"id\": \"a\", \"secret\": \"${env:S}\", \"expires\": \"2030-01-01T00:00:00+01:00\" } ]|"
                        + "/clients/0/clientSecrets/0/expires: error: this is no time in UTC; write it as"
                        + " 2027-01-31T12:00:00Z",
            })
    void otherShapesAreRefused(String list, String problem) {
        SeedReading reading = read("\"clientSecrets\": " + list);
        assertThat(reading.seed()).isEmpty();
        assertThat(Seeds.problems(reading)).singleElement().asString().endsWith(problem);
    }

    @Test
    void oneOfTheTwoMembers() {
        assertThat(Seeds.problems(read("\"clientSecret\": \"${env:S}\", \"clientSecrets\": [ ]")))
                .singleElement()
                .asString()
                .endsWith("/clientSecrets: error: the client has a 'clientSecret' too; keep one of them");
        assertThat(Seeds.problems(read("\"clientSecret\": \"${env:S}\", \"clientSecretHash\": \"${env:H}\"")))
                .singleElement()
                .asString()
                .endsWith("/clientSecretHash: error: the client has a 'clientSecret' too; keep one of them");
        assertThat(Seeds.problems(read("\"clientSecrets\": [ ], \"clientSecretHash\": \"${env:H}\"")))
                .singleElement()
                .asString()
                .endsWith("/clientSecrets: error: the client has a 'clientSecretHash' too; keep one of them");
    }

    @Test
    void aPublicClientHasNone() {
        assertThat(Seeds.problems(read("\"clientType\": \"public\", " + generated("${vault:a/b#c}"))))
                .singleElement()
                .asString()
                .contains("/clientSecrets: error: a public client has no secret");
        assertThat(Seeds.problems(read("\"clientType\": \"public\", \"clientSecretHash\": \"${env:H}\"")))
                .singleElement()
                .asString()
                .contains("/clientSecretHash: error: a public client has no secret");
    }

    @Test
    void twoSecretsOfAClientDoNotShareASink() {
        String entry = "\"generate\": true, \"sink\": \"${file:x}\" }";
        assertThat(Seeds.problems(
                        read("\"clientSecrets\": [ { \"id\": \"a\", " + entry + ", { \"id\": \"b\", " + entry + " ]")))
                .singleElement()
                .asString()
                .contains(
                        "/clients/0/clientSecrets/1/sink: error: ",
                        "is already at /clients/0/clientSecrets/0; keep one of them");
    }

    @Test
    void twoClientsDoNotShareASink() {
        SeedReading reading = Seeds.readWith("\"clients\": [ { \"clientId\": \"a\", " + generated("${file:x}")
                + " }, { \"clientId\": \"b\", " + generated("${file:./x}") + " } ]");
        assertThat(Seeds.problems(reading))
                .singleElement()
                .asString()
                .contains(
                        "/clients/1/clientSecrets/0/sink: error: ",
                        "is already at /clients/0/clientSecrets/0; keep one of them");
    }

    private static String generated(String sink) {
        return "\"clientSecrets\": [ { \"id\": \"main\", \"generate\": true, \"sink\": \"" + sink + "\" } ]";
    }

    private static ClientSeed client(String members) {
        return read(members).seed().orElseThrow().clients().get(0);
    }

    private static SeedReading read(String members) {
        return Seeds.readWith(
                "\"clients\": [ { \"clientId\": \"a\", " + members + " } ]",
                Map.of("S", "hunter2", "T", "hunter3", "H", HASH));
    }
}
