package io.authscape.keycloak.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.contract.Pbkdf2Hash;
import io.authscape.keycloak.contract.SecretHash;
import io.authscape.keycloak.seed.ClientSeed;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How clients prove who they are: hashes that OpenIddict takes, what it never took, and keys. */
class OpenIddictProofTest {

    private static final String HASH =
            "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg80Whn7iC3wyO+wdcexvsmG626GattUn1splPyaa7oK2A==";
    private static final String SECRET = "'ClientSecret': '" + HASH + "'";

    @Test
    void capturedHashesComeAlongWhereOpenIddictLetsSomebodyIn() throws IOException {
        JsonNode cases = captured("hashes.json");
        assertThat(cases.size()).isEqualTo(31);
        for (JsonNode one : cases) {
            String stored = one.path("hash").asText();
            Imported run = Imported.rows(
                    Imported.JSON.writeValueAsString(
                            List.of(Map.of("ClientId", "c", "ClientType", "confidential", "ClientSecret", stored))),
                    "[]");
            ClientSeed client = run.client("c");
            if (one.path("verifies").asBoolean()) {
                assertThat(client.secrets())
                        .as(one.path("case").asText())
                        .singleElement()
                        .satisfies(secret -> {
                            assertThat(SecretHash.parse(secret.hash())
                                            .orElseThrow()
                                            .verifies("s3cret"))
                                    .isTrue();
                        });
            } else {
                // A hash that is one, and not of this secret, is none of our business.
                boolean isHash = SecretHash.parse(stored)
                        .filter(Pbkdf2Hash.class::isInstance)
                        .isPresent();
                assertThat(client.hasSecret()).as(one.path("case").asText()).isEqualTo(isHash);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "$2a$11$hunter2hunter2hunter2hunter2hunter2hunter2hunter2hu",
                "K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=",
                "AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg9x",
                "${env:HOME}"
            })
    void whatNeverWorkedStaysOutAndIsNeverRepeated(String stored) {
        Imported run = Imported.application("'ClientSecret': '" + stored + "'");
        assertThat(run.client("c").hasSecret()).isFalse();
        assertThat(run.notes("c"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("not mapped: ClientSecret: it is no hash that OpenIddict takes")
                        .contains("give the client a new secret"))
                .anySatisfy(line -> assertThat(line).contains("can be kept, but not created"));
        assertThat(run.migration().toString()).doesNotContain("hunter2", stored);
    }

    @Test
    void aDamagedHashIsToldApartWhateverItsRounds() {
        Imported run = Imported.application("'ClientSecret': 'AQAAAAEABJPgAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=='");
        assertThat(run.client("c").hasSecret()).isFalse();
        assertThat(run.notes("c")).anySatisfy(line -> assertThat(line).contains("it is damaged"));
    }

    @Test
    void aHashThatIsTooSlowIsToldApart() {
        String slow = "AQAAAAEAmJaAAAAAEAABAgMEBQYHCAkKCwwNDg9xLuuTPgDdsB2JmN3LZxzmh+TY5ZuttKRhqnNne/68YQ==";
        Imported run = Imported.application("'ClientSecret': '" + slow + "'");
        assertThat(run.client("c").hasSecret()).isFalse();
        assertThat(run.notes("c")).anySatisfy(line -> assertThat(line).contains("more than 1,000,000 rounds"));
    }

    @Test
    void aPublicClientHasNoProof() {
        Imported run = Imported.rows(
                "[ { 'ClientId': 'c', 'ClientType': 'public', " + SECRET
                        + ", 'JsonWebKeySet': '{\\'keys\\':[{\\'kty\\':\\'OKP\\',\\'crv\\':\\'Ed25519\\',\\'x\\':\\'x\\'}]}' } ]",
                "[]");
        assertThat(run.client("c").hasSecret()).isFalse();
        assertThat(run.client("c").hasKeys()).isFalse();
        assertThat(run.notes("c"))
                .anySatisfy(line -> assertThat(line).startsWith("not mapped: ClientSecret: "))
                .anySatisfy(line -> assertThat(line).startsWith("not mapped: JsonWebKeySet: "));
    }

    @Test
    void keysLoseTheEmptyListsAndWhatIsPrivate() {
        Imported run = Imported.application("""
                'JsonWebKeySet': { 'keys': [
                  { 'kty': 'RSA', 'n': 'nnn', 'e': 'AQAB', 'key_ops': [], 'oth': [], 'x5c': [], 'd': 'hunter2', 'p': 'hunter2' },
                  { 'kty': 'oct', 'k': 'hunter2' } ] }""");
        JsonNode keys = run.tree().path("clients").path(0).path("jsonWebKeySet").path("keys");
        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.path(0).toString()).isEqualTo("{\"kty\":\"RSA\",\"n\":\"nnn\",\"e\":\"AQAB\",\"use\":\"sig\"}");
        assertThat(run.migration().toString()).doesNotContain("hunter2");
        assertThat(run.notes("c")).anySatisfy(line -> assertThat(line)
                .contains("'d' is part of a private or shared key", "take the key for known to others"));
        assertThat(Imported.application("'JsonWebKeySet': '{\\'keys\\':[]}'")
                        .client("c")
                        .jsonWebKeySet())
                .isNull();
    }

    @Test
    void ofTwoKindsOfProofTheSecretIsKept() {
        Imported run = Imported.application(
                SECRET + ", 'JsonWebKeySet': { 'keys': [ { 'kty': 'OKP', 'crv': 'Ed25519', 'x': 'x' } ] }");
        assertThat(run.client("c").hasSecret()).isTrue();
        assertThat(run.client("c").hasKeys()).isFalse();
        assertThat(run.notes("c")).anySatisfy(line -> assertThat(line)
                .startsWith("not mapped: JsonWebKeySet: the client has a secret too"));
    }

    private static JsonNode captured(String file) throws IOException {
        try (InputStream in = OpenIddictProofTest.class.getResourceAsStream(file)) {
            return Imported.JSON.readTree(in);
        }
    }
}
