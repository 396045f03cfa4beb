package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeveralFilesTest {

    @Test
    void eachEntryBelongsToTheOwnerOfItsFile() {
        Seed seed = read(
                        null,
                        file("a.json", "team-a", "r", "\"scopes\": [ { \"name\": \"api1\" } ]"),
                        file("b.json", "team-b", "r", "\"clients\": [ " + client("b", "scp:api1") + " ]"),
                        file("c.json", "team-b", "r", "\"roles\": [ { \"name\": \"Admin\" } ]"))
                .seed()
                .orElseThrow();
        assertThat(seed.owners()).containsExactly("team-a", "team-b");
        assertThat(seed.scopes()).extracting(ScopeSeed::owner).containsExactly("team-a");
        assertThat(seed.clients()).extracting(ClientSeed::owner).containsExactly("team-b");
        assertThat(seed.roles()).extracting(RoleSeed::owner).containsExactly("team-b");
    }

    @Test
    void aScopeOfOneFileIsDefinedForTheOthers() {
        SeedText scopes = file("a.json", "o", "r", "\"scopes\": [ { \"name\": \"billing\" } ]");
        SeedText clients = file("b.json", "o", "r", "\"clients\": [ " + client("b", "scp:billing") + " ]");
        assertThat(problems(read(null, scopes, clients))).isEmpty();
        assertThat(problems(read(null, clients)))
                .singleElement()
                .asString()
                .contains("the seed doesn't define the scope of 'scp:billing'");
    }

    @Test
    void twoFilesThatDefineOneThingAreBothNamed() {
        SeedReading reading = read(
                null,
                file("a.json", "team-a", "r", "\"clients\": [ " + client("x", "ept:token") + " ]"),
                file(
                        "b.json",
                        "team-b",
                        "r",
                        "\"clients\": [ " + client("y", "ept:token") + ", " + client("x", "ept:token") + " ]"));
        assertThat(problems(reading))
                .containsExactly("b.json:2:118: /clients/1/clientId: error: 'x' is already at a.json:2:14: /clients/0,"
                        + " owned by 'team-a' (this file: 'team-b'); keep it in one file");
    }

    @Test
    void twoServiceAccountsThatDifferOnlyInCaseAreAnError() {
        String both = "ept:token\", \"gt:client_credentials";
        assertThat(problems(read(
                        null,
                        file("a.json", "o", "r", "\"clients\": [ " + client("Billing", both) + " ]"),
                        file("b.json", "o", "r", "\"clients\": [ " + client("billing", both) + " ]"))))
                .containsExactly("b.json:2:28: /clients/0/clientId: error: its service account would be that of"
                        + " 'Billing' at a.json:2:14: /clients/0: Keycloak ignores the case there; choose another name"
                        + " for one of them");
        assertThat(problems(read(
                        null,
                        file("a.json", "o", "r", "\"clients\": [ " + client("Billing", both) + " ]"),
                        file("b.json", "o", "r", "\"clients\": [ " + client("billing", "ept:token") + " ]"))))
                .isEmpty();
    }

    @Test
    void rolesAreToldApartInAllFiles() {
        assertThat(problems(read(
                        null,
                        file("a.json", "o", "r", "\"roles\": [ { \"name\": \"A\", \"id\": 1 } ]"),
                        file("b.json", "o", "r", "\"roles\": [ { \"name\": \"B\", \"id\": 1 } ]"))))
                .containsExactly("b.json:2:33: /roles/0/id: error: the role at a.json:2:12: /roles/0 has the number 1"
                        + " already; give each role a number of its own");
    }

    @Test
    void oneRunWorksOnOneRealm() {
        SeedText a = file("a.json", "o", "test", "\"clients\": [ ]");
        SeedText b = file("b.json", "o", "prod", "\"clients\": [ ]");
        assertThat(problems(read(null, a, b)))
                .containsExactly("b.json:1:40: /realm: error: one run works on one realm, this file names 'prod', and"
                        + " 'test' stands at a.json:1:40; correct one of them, or give --realm");
        assertThat(read("other", a, b).seed().orElseThrow().realm()).isEqualTo("other");
    }

    @Test
    void allFindingsOfAllFilesAreToldInTheirOrder() {
        SeedText broken = new SeedText("z.json", "{", Path.of(""));
        SeedText wrong = file("a.json", "o", "r", "\"nope\": 1, \"clients\": [ { \"clientId\": \"7\" } ]");
        assertThat(problems(read(null, broken, wrong)))
                .hasSize(4)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("z.json:1:2: error: the file ends too early"),
                        second -> assertThat(second).startsWith("a.json:2:1: /nope: error"),
                        third -> assertThat(third).startsWith("a.json:2:25: /clients/0: warning"),
                        fourth -> assertThat(fourth).startsWith("a.json:2:39: /clients/0/clientId: error"));
    }

    private static SeedReading read(String realm, SeedText... files) {
        return new SeedReader(Map.of()).read(new SeedSources(Stream.of(files).toList(), List.of(), realm));
    }

    private static List<String> problems(SeedReading reading) {
        return Seeds.problems(reading);
    }

    private static String client(String id, String permission) {
        return "{ \"clientId\": \"" + id + "\", \"clientSecret\": \"${vault:secret/x#y}\", \"permissions\": [\""
                + permission + "\"] }";
    }

    private static SeedText file(String name, String owner, String realm, String members) {
        return new SeedText(
                name,
                "{ \"version\": 1, \"owner\": \"" + owner + "\", \"realm\": \"" + realm + "\",\n" + members + " }",
                Path.of(""));
    }
}
