package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedReaderTest {

    @Test
    void theShippedSeedIsValid() throws Exception {
        SeedText shipped = SeedText.of(Seeds.REALM_CONFIG.resolve("seeds/background-service.json"));
        SeedReading reading =
                new SeedReader(Map.of("BACKGROUND_SERVICE_SECRET", "a", "RESOURCE_SERVER_1_SECRET", "b")).read(shipped);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.seed())
                .contains(new Seed(
                        "authscape-demo",
                        "authscape",
                        List.of(),
                        List.of(ScopeSeed.of("api1", "API 1", null, List.of("resource_server_1", "rust_server"))),
                        List.of(
                                ClientSeed.named("background-service")
                                        .secret(new Secret("a"))
                                        .displayName("Background Service")
                                        .permissions(List.of("ept:token", "gt:client_credentials", "scp:api1"))
                                        .build(),
                                ClientSeed.named("resource_server_1")
                                        .secret(new Secret("b"))
                                        .displayName("Resource Server 1")
                                        .permissions(List.of("ept:introspection"))
                                        .build())));
    }

    @Test
    void undefinedIsNotEmpty() {
        Seed undefined = Seeds.readWith("\"clients\": [ { \"clientId\": \"a\" } ], \"scopes\": [ { \"name\": \"s\" } ]")
                .seed()
                .orElseThrow();
        assertThat(undefined.clients())
                .containsExactly(ClientSeed.named("a").owner("o").build());
        assertThat(undefined.scopes())
                .containsExactly(ScopeSeed.of("s", null, null, null).ownedBy("o"));

        Seed empty = Seeds.readWith(
                        "\"clients\": [ { \"clientId\": \"a\", \"displayName\": \"\", \"permissions\": [] } ]")
                .seed()
                .orElseThrow();
        assertThat(empty.clients())
                .containsExactly(ClientSeed.named("a")
                        .owner("o")
                        .displayName("")
                        .permissions(List.of())
                        .build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ }|s.json:1:1: /owner: error: 'owner' is missing; add it",
                "[ ]|s.json:1:1: error: this must be an object: { ... }; change it",
                "{ \"version\": 2 }|s.json:1:14: /version: error: this value is not known; write 1",
                "{ \"realm\": 5 }|s.json:1:12: /realm: error: this must be a text in double quotes; change it",
                "{ \"realm\": \"a/b\" }|s.json:1:12: /realm: error: this has characters that aren't allowed here, or"
                        + " only spaces; see 'authscape schema'",
                "{ \"ownr\": \"\" }|s.json:1:3: /ownr: error: 'ownr' is not part of the seed format; did you mean"
                        + " 'owner'?",
                "{ \"clients\": [ { } ] }|s.json:1:16: /clients/0/clientId: error: 'clientId' is missing; add it",
                "{ \"clients\": [ 5 ] }|s.json:1:16: /clients/0: error: this must be an object: { ... }; change it",
                "{ \"clients\": 5 }|s.json:1:14: /clients: error: this must be a list: [ ... ]; change it",
                "{ \"scopes\": [ { \"name\": \"a b\" } ] }|s.json:1:25: /scopes/0/name: error: this has characters that"
                        + " aren't allowed here, or only spaces; see 'authscape schema'",
                "{ \"scopes\": [ { \"name\": \"\" } ] }|s.json:1:25: /scopes/0/name: error: this is empty; write a value"
                        + " or remove the member",
                "{ \"a\": 1, \"a\": 2 }|s.json:1:11: /a: error: 'a' is written twice here; keep one of them",
                "{ \"a\\n\": 1 }|s.json:1:3: /a\\u000a: error: 'a\\u000a' is not part of the seed format; known here:"
                        + " $schema, version, owner, realm, roles, scopes, clients",
            })
    void wrongShapesAreToldWithTheirPlace(String text, String problem) {
        SeedReading reading = Seeds.read(text);
        assertThat(Seeds.problems(reading)).contains(problem);
        assertThat(reading.seed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|s.json:1:1: error: the file is empty; write a seed: a JSON object",
                "{ \"a\": 1|s.json:1:9: error: the file ends too early: a bracket or a quote isn't closed",
                "{ \"a\": 1 ]|s.json:1:10: error: this is not valid JSON: unexpected ], expected }",
                "{ \"a\": 1, }|s.json:1:11: error: this is not valid JSON: unexpected }; a comma too many before it?",
                "{ \"a\": [1, ] }|s.json:1:12: error: this is not valid JSON: unexpected ]; a comma too many before it?",
                "{ \"a\": }|s.json:1:8: error: this is not valid JSON: unexpected };",
                "{ \"a\": 1; }|s.json:1:9: error: this is not valid JSON",
                "{ \"a\" 1 }|s.json:1:7: error: this is not valid JSON, expected a colon to separate a member name and"
                        + " value",
                "{ } { }|s.json:1:5: error: the JSON document ends before this; remove what follows it",
                "{ } hunter2|s.json:1:4: error: the JSON document ends before this; remove what follows it",
                "{ } }|s.json:1:4: error: the JSON document ends before this; remove what follows it",
            })
    void brokenJsonIsToldWithItsPlace(String text, String problem) {
        assertThat(Seeds.problems(Seeds.read(text == null ? "" : text)))
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @Test
    void whatIsTooDeepOrTooLongIsTold() {
        assertThat(Seeds.problems(Seeds.read("[".repeat(1001) + "]".repeat(1001))))
                .singleElement()
                .asString()
                .matches("s.json:1:100[0-9]: error: this is nested deeper than 1000 levels; correct.*");
        assertThat(Seeds.problems(Seeds.read("{ \"version\": 1" + "0".repeat(1000) + " }")))
                .singleElement()
                .asString()
                .contains("error: a text, a name or a number is too long here; correct");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"clientSecret\": hunter2hunter2 }",
                "{ \"clientSecret\": 'hunter2hunter2' }",
                "{ \"clientSecret\": \"hunter2hunter2\n\" }",
                "{ \"clientSecret\": \"\\hunter2hunter2\" }",
                "{ \"clientSecret\": truehunter2hunter2 }",
                "{ \"clientSecret\": 12hunter2hunter2 }",
                "{ hunter2hunter2: 1 }",
                "hunter2hunter2",
            })
    void brokenJsonIsNeverQuoted(String text) {
        assertThat(Seeds.problems(Seeds.read(text))).singleElement().asString().doesNotContain("unter");
    }

    @Test
    void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
        SeedReading reading = Seeds.readWith("""
                "clients": [
                  { "clientId": "a", "clientSecret": "", "nope": 1 },
                  { "clientId": "a", "clientSecret": "${env:NOPE}" },
                  { "clientId": "7", "clientSecret": "x" }
                ]""");
        assertThat(Seeds.problems(reading))
                .containsExactly(
                        "s.json:3:38: /clients/0/clientSecret: error: the secret is empty: anybody could sign in with"
                                + " it; give it a value",
                        "s.json:3:42: /clients/0/nope: error: 'nope' is not part of the seed format; known here: "
                                + "clientId, clientSecret, clientSecretHash, clientSecrets, secretStorage, clientType,"
                                + " applicationType, consentType, displayName, displayNames, description, permissions,"
                                + " requirements, redirectUris, postLogoutRedirectUris, settings, properties,"
                                + " jsonWebKeySet, claims, actsAs, subject, allowedNetworks",
                        "s.json:4:17: /clients/1/clientId: error: 'a' is already at /clients/0; keep one of them",
                        "s.json:4:38: /clients/1/clientSecret: error: the environment variable NOPE is not defined;"
                                + " define it",
                        "s.json:5:17: /clients/2/clientId: error: a client id of digits only would be taken for a"
                                + " user's id; choose another name",
                        "s.json:5:38: /clients/2/clientSecret: warning: the secret stands in the file itself; write a"
                                + " reference such as ${env:NAME} or ${file:path}");
    }

    @Test
    void warningsLeaveTheSeedValid() {
        SeedReading reading = Seeds.readWith(
                "\"clients\": [ { \"clientId\": \"a\", \"permissions\": [\"gt:client_credentials\"] } ]");
        assertThat(Seeds.problems(reading))
                .containsExactly(
                        "s.json:2:14: /clients/0: warning: the client has no 'clientSecret'; without one it can be kept,"
                                + " but not created",
                        "s.json:2:48: /clients/0/permissions: warning: the client has 'gt:client_credentials' without"
                                + " 'ept:token': every token request will be refused; add 'ept:token'");
        assertThat(reading.seed()).isPresent();
    }

    @Test
    void scopesAreUniqueAndNoneOfTheServersOwn() {
        SeedReading reading = Seeds.readWith(
                "\"scopes\": [ { \"name\": \"a\" }, { \"name\": \"a\", \"resources\": [\"x\", \"x\"] }, { \"name\":"
                        + " \"openid\" } ]");
        assertThat(Seeds.problems(reading))
                .containsExactly(
                        "s.json:2:40: /scopes/1/name: error: 'a' is already at /scopes/0; keep one of them",
                        "s.json:2:64: /scopes/1/resources/1: warning: 'x' is there twice; keep one of them",
                        "s.json:2:82: /scopes/2/name: error: the scope 'openid' is the server's own; remove it");
    }

    @Test
    void aByteOrderMarkDoesNotCount(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("s.json");
        Files.writeString(file, "\uFEFF{ \"version\": 1, \"owner\": \"o\", \"realm\": \"r\" }");
        assertThat(new SeedReader(Map.of()).read(SeedText.of(file)).problems()).isEmpty();
    }

    @Test
    void whatKeycloakHasNoRoomForInAScopeIsAnError() {
        String scope = "\"scopes\": [ { \"name\": \"api1\", \"displayName\": \"%s\", \"resources\": [\"%s\"] } ]";
        assertThat(Seeds.problems(Seeds.readWith(scope.formatted("x".repeat(2048), "y".repeat(246)))))
                .isEmpty();
        assertThat(Seeds.problems(Seeds.readWith(scope.formatted("x".repeat(2049), "y".repeat(247)))))
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first).contains("/scopes/0/displayName: error: ", "2048"),
                        second -> assertThat(second).contains("/scopes/0/resources/0: error: ", "246"));
    }
}
