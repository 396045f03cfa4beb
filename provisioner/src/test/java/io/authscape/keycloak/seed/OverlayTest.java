package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayTest {

    private static final String BASE = """
            { "version": 1, "owner": "o", "realm": "test",
              "scopes": [ { "name": "api1", "displayName": "API", "resources": ["a", "b"] } ],
              "clients": [
                { "clientId": "one", "clientSecret": "${env:ONLY_IN_TEST}", "description": "d",
                  "permissions": ["ept:token", "gt:client_credentials", "scp:api1"],
                  "claims": { "companyId": "1", "locationId": "2" } },
                { "clientId": "${env:TWO}", "clientSecret": "${vault:secret/two#v}" }
              ] }
            """;

    @Test
    void objectsMergeDeepListsReplaceAndNullRemoves() {
        Seed seed = read("""
                { "realm": "prod",
                  "scopes": [ { "name": "api1", "resources": ["c"] } ],
                  "clients": [
                    { "clientId": "one", "clientSecret": "${env:PROD}", "description": null,
                      "permissions": ["ept:token"], "claims": { "companyId": "9", "locationId": null, "x": "y" }, "settings": { "gone": null } }
                  ] }
                """).seed().orElseThrow();
        assertThat(seed.realm()).isEqualTo("prod");
        assertThat(seed.scopes())
                .containsExactly(ScopeSeed.of("api1", "API", null, List.of("c")).ownedBy("o"));
        assertThat(seed.clients().get(0))
                .isEqualTo(ClientSeed.named("one")
                        .owner("o")
                        .secret(new Secret("of-prod"))
                        .permissions(List.of("ept:token"))
                        .claims(Map.of("companyId", "9", "x", "y"))
                        .settings(Map.of())
                        .build());
        assertThat(seed.clients()).hasSize(2);
    }

    @Test
    void overlaysApplyInTheirOrder() {
        SeedReading reading = read(
                "{ \"clients\": [ { \"clientId\": \"one\", \"clientSecret\": \"${env:PROD}\", \"displayName\": \"A\","
                        + " \"settings\": { \"tkn_lft:act\": \"01:00:00\", \"gone\": null } } ] }",
                "{ \"clients\": [ { \"clientId\": \"one\", \"displayName\": \"B\", \"settings\": { \"tkn_lft:act\":"
                        + " \"02:00:00\" } } ] }");
        ClientSeed one = reading.seed().orElseThrow().clients().get(0);
        assertThat(one.displayName()).isEqualTo("B");
        assertThat(one.settings()).isEqualTo(Map.of("tkn_lft:act", "02:00:00"));
    }

    @Test
    void aNameMayBeAReference() {
        SeedReading reading = read("""
                { "clients": [ { "clientId": "one", "clientSecret": "${env:PROD}" },
                  { "clientId": "second", "displayName": "Two" } ] }
                """);
        assertThat(reading.seed().orElseThrow().clients().get(1).displayName()).isEqualTo("Two");
    }

    @Test
    void problemsPointAtTheFileInWhichTheValueStands() {
        assertThat(Seeds.problems(read("""
                        {
                          "clients": [
                            { "clientId": "second", "clientSecret": "${env:PROD}" },
                            { "clientId": "one", "clientSecret": "${env:PROD}", "permissions": ["ept:tokn"],
                              "claims": { "sub": "x" }, "nope": 1 }
                          ],
                          "owner": "somebody", "what": 1
                        }
                        """)))
                .containsExactly(
                        "prod1.json:4:73: /clients/1/permissions/0: error: 'ept:tokn' is not a permission; did you mean"
                                + " 'ept:token'?",
                        "prod1.json:5:19: /clients/1/claims/sub: error: the claim 'sub' belongs to the protocol; remove"
                                + " it",
                        "prod1.json:5:33: /clients/1/nope: error: 'nope' is not part of the seed format; known here:"
                                + " clientId, clientSecret, clientSecretHash, clientSecrets, secretStorage, clientType,"
                                + " applicationType, consentType, displayName, displayNames, description, permissions,"
                                + " requirements, redirectUris, postLogoutRedirectUris, settings, properties,"
                                + " jsonWebKeySet, claims, actsAs, subject, allowedNetworks",
                        "prod1.json:7:3: /owner: error: an overlay doesn't change who keeps a seed; remove it",
                        "prod1.json:7:24: /what: error: 'what' is not part of the seed format; known here: $schema,"
                                + " version, owner, realm, roles, scopes, clients");
    }

    @Test
    void whatTheOverlayDoesNotReplaceIsStillChecked() {
        assertThat(Seeds.problems(read("{ }")))
                .containsExactly("base.json:4:42: /clients/0/clientSecret: error: the environment variable ONLY_IN_TEST"
                        + " is not defined; define it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[ ]|prod1.json:1:1: error: this must be an object: { ... }; change it",
                "{ \"clients\": null }|prod1.json:1:14: /clients: error: this must be a list: [ ... ]; an overlay changes"
                        + " entries by name, and removes none",
                "{ \"clients\": [ { } ] }|prod1.json:1:16: /clients/0: error: the overlay doesn't say what it changes; add"
                        + " 'clientId' with its name",
                "{ \"clients\": [ 5 ] }|prod1.json:1:16: /clients/0: error: the overlay doesn't say what it changes; add"
                        + " 'clientId' with its name",
                "{ \"clients\": [ { \"clientId\": \"oen\" } ] }|prod1.json:1:30: /clients/0/clientId: error: no seed file"
                        + " has this client, and an overlay adds none; define it in a seed file",
                "{ \"scopes\": [ { \"name\": \"ap1\" } ] }|prod1.json:1:25: /scopes/0/name: error: no seed file has this"
                        + " scope, and an overlay adds none; did you mean 'api1'?",
                "{ \"roles\": [ { \"name\": \"x\" } ] }|prod1.json:1:24: /roles/0/name: error: no seed file has this"
                        + " role, and an overlay adds none; define it in a seed file",
                "{ \"clients\": [ { \"clientId\": \"secnd\" } ] }|prod1.json:1:30: /clients/0/clientId: error: no seed file"
                        + " has this client, and an overlay adds none; did you mean '${env:TWO}'?",
                "{ \"clients\": [ { \"clientId\": \"one\" }, { \"clientId\": \"one\" } ] }|prod1.json:1:53:"
                        + " /clients/1/clientId: error: this name is already at /clients/0; keep one of them",
            })
    void slipsAreTold(String overlay, String problem) {
        SeedReading reading = read(overlay);
        assertThat(reading.seed()).isEmpty();
        assertThat(Seeds.problems(reading)).contains(problem);
    }

    private static SeedReading read(String... overlays) {
        int[] number = {0};
        List<SeedText> texts = Stream.of(overlays)
                .map(text -> new SeedText("prod" + ++number[0] + ".json", text, Path.of("")))
                .toList();
        return new SeedReader(Map.of("PROD", "of-prod", "TWO", "second"))
                .read(new SeedSources(List.of(new SeedText("base.json", BASE, Path.of(""))), texts, null));
    }
}
