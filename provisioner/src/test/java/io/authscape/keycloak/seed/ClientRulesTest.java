package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientRulesTest {

    private static final String KEYS =
            "\"jsonWebKeySet\": { \"keys\": [ { \"kty\": \"RSA\", \"n\": \"x\", \"e\": \"AQAB\" } ] }";

    @Test
    void whoSaysNothingIsConfidential() {
        assertThat(client("\"clientId\": \"a\"").type()).isEqualTo(ClientType.CONFIDENTIAL);
        assertThat(client("\"clientId\": \"a\", \"clientType\": \"confidential\"")
                        .type())
                .isEqualTo(ClientType.CONFIDENTIAL);
        assertThat(client("\"clientId\": \"a\", \"clientType\": \"public\"").type())
                .isEqualTo(ClientType.PUBLIC);
    }

    @Test
    void aPublicClientProvesNothing() {
        assertThat(problems("\"clientId\": \"a\", \"clientType\": \"public\", \"clientSecret\": \"x\", " + KEYS))
                .contains(
                        "s.json:2:73: /clients/0/clientSecret: error: a public client has no secret; remove it, or"
                                + " 'clientType'",
                        "s.json:2:95: /clients/0/jsonWebKeySet: error: a public client has no keys; remove them, or"
                                + " 'clientType'");
        assertThat(problems("\"clientId\": \"a\", \"clientType\": \"public\"")).isEmpty();
    }

    @Test
    void aPublicClientKeepsAPermissionThatOnlyRefusesTokens() {
        String members = "\"clientId\": \"a\", \"clientType\": \"public\", \"permissions\": [\"ept:token\","
                + " \"gt:client_credentials\"]";
        assertThat(problems(members))
                .containsExactly("s.json:2:72: /clients/0/permissions: warning: the client has 'gt:client_credentials'"
                        + " and is public: every such token request will be refused; remove the permission, or make"
                        + " it a confidential client");
        assertThat(client(members).permissions()).containsExactly("ept:token", "gt:client_credentials");
    }

    @Test
    void aConfidentialClientProvesItselfInOneWay() {
        assertThat(problems("\"clientId\": \"a\", \"clientSecret\": \"x\", " + KEYS))
                .contains("s.json:2:71: /clients/0/jsonWebKeySet: error: the client has a secret too, and Keycloak"
                        + " accepts one kind of proof per client; keep either 'clientSecret' or 'jsonWebKeySet'");
        assertThat(problems("\"clientId\": \"a\", " + KEYS)).isEmpty();
        assertThat(problems("\"clientId\": \"a\", \"jsonWebKeySet\": { \"keys\": [] }"))
                .containsExactly("s.json:2:14: /clients/0: warning: the client has no 'clientSecret'; without one it"
                        + " can be kept, but not created");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"clientId\": \"7\"", "\"clientId\": \"7\", \"actsAs\": 8"})
    void digitsOnlyAreAUsersId(String members) {
        assertThat(problems(members)).anySatisfy(problem -> assertThat(problem)
                .contains("/clients/0/clientId: error: a client id of digits only would be taken for a user's id"));
    }

    @Test
    void digitsOnlyMayBeTheIdOfTheUserAsWhomTheClientActs() {
        assertThat(client("\"clientId\": \"7\", \"actsAs\": 7").actsAs()).isEqualTo(7);
    }

    @Test
    void requirementsAreJudgedToo() {
        assertThat(problems("\"clientId\": \"a\", \"clientType\": \"public\", \"requirements\": [\"ft:pkce\", \"par\","
                        + " \"ft:pkce\"]"))
                .containsExactly(
                        "s.json:2:85: /clients/0/requirements/1: error: 'par' is not a requirement; did you mean"
                                + " 'ft:par'?",
                        "s.json:2:92: /clients/0/requirements/2: warning: 'ft:pkce' is there twice; keep one of them");
    }

    private static ClientSeed client(String members) {
        return read(members).seed().orElseThrow().clients().get(0);
    }

    private static List<String> problems(String members) {
        return Seeds.problems(read(members));
    }

    private static SeedReading read(String members) {
        return Seeds.readWith("\"clients\": [ { " + members + " } ]");
    }
}
