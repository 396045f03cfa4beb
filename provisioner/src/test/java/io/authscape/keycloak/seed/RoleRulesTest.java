package io.authscape.keycloak.seed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleRulesTest {

    private static final String EDIT = "6F1C2D3E-4a5b-4c6d-8e9f-0a1b2c3d4e5f";

    @Test
    void idsAreWrittenInLowerCase() {
        SeedReading reading =
                read("\"id\": 1, \"permissions\": [ { \"id\": \"" + EDIT + "\", \"name\": \"CanEdit\" } ]");

        assertThat(Seeds.problems(reading)).isEmpty();
        assertThat(reading.seed().orElseThrow().roles())
                .containsExactly(new RoleSeed(
                        "Admin",
                        "o",
                        1L,
                        List.of(new RolePermission("6f1c2d3e-4a5b-4c6d-8e9f-0a1b2c3d4e5f", "CanEdit"))));
    }

    @Test
    void undefinedIsNotEmpty() {
        assertThat(read("\"permissions\": []").seed().orElseThrow().roles())
                .containsExactly(new RoleSeed("Admin", "o", null, List.of()));
        assertThat(Seeds.readWith("\"roles\": [ { \"name\": \"User\" } ]")
                        .seed()
                        .orElseThrow()
                        .roles())
                .containsExactly(new RoleSeed("User", "o", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "6f1c2d3e4a5b4c6d8e9f0a1b2c3d4e5f",
                "{6f1c2d3e-4a5b-4c6d-8e9f-0a1b2c3d4e5f}",
                "6f1c2d3e-4a5b-4c6d-8e9f-0a1b2c3d4e5g"
            })
    void anIdIsAGuid(String id) {
        assertThat(problems("\"permissions\": [ { \"id\": \"" + id + "\", \"name\": \"a\" } ]"))
                .singleElement()
                .asString()
                .endsWith("/roles/0/permissions/0/id: error: '" + id + "' is not a GUID; write it as"
                        + " 01234567-89ab-cdef-0123-456789abcdef");
    }

    @Test
    void keycloaksRoomIsTheLimit() {
        String longest = "x".repeat(255 - 37);
        assertThat(problems("\"permissions\": [ { \"id\": \"" + EDIT + "\", \"name\": \"" + longest + "\" } ]"))
                .isEmpty();
        assertThat(problems("\"permissions\": [ { \"id\": \"" + EDIT + "\", \"name\": \"" + longest + "x\" } ]"))
                .singleElement()
                .asString()
                .contains("/roles/0/permissions/0/name: error: id and name together are longer than 255 characters");
    }

    @Test
    void namesNumbersAndPermissionsMeanOneThing() {
        SeedReading reading = Seeds.readWith("""
                "roles": [
                  { "name": "Admin", "id": 1, "permissions": [ { "id": "%1$s", "name": "CanEdit" } ] },
                  { "name": "Admin", "id": 1, "permissions": [ { "id": "%1$s", "name": "MayEdit" } ] },
                  { "name": "User", "id": 2, "permissions": [
                    { "id": "%1$s", "name": "CanEdit" },
                    { "id": "%1$s", "name": "CanEdit" } ] }
                ]""".formatted(EDIT));
        assertThat(Seeds.problems(reading))
                .containsExactly(
                        "s.json:4:13: /roles/1/name: error: 'Admin' is already at /roles/0; keep one of them",
                        "s.json:4:28: /roles/1/id: error: the role at /roles/0 has the number 1 already; give each"
                                + " role a number of its own",
                        "s.json:4:104: /roles/1/permissions/0/name: error: the permission"
                                + " 6f1c2d3e-4a5b-4c6d-8e9f-0a1b2c3d4e5f is called 'CanEdit' elsewhere; give it one"
                                + " name",
                        "s.json:7:5: /roles/2/permissions/1: warning: '6f1c2d3e-4a5b-4c6d-8e9f-0a1b2c3d4e5f CanEdit'"
                                + " is there twice; keep one of them");
    }

    private static List<String> problems(String members) {
        return Seeds.problems(read(members));
    }

    private static SeedReading read(String members) {
        return Seeds.readWith("\"roles\": [ { \"name\": \"Admin\", " + members + " } ]");
    }
}
