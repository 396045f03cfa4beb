package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.representations.idm.UserRepresentation;

/** The rights beyond {@code manage-clients} that some members need, told before the first write. */
@ExtendWith(KeycloakExtension.class)
class RightsIT {

    private static final String CLIENT =
            "\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\" } ]";
    private static final String ROLE = "\"roles\": [ { \"name\": \"Admin\", \"id\": 1 } ], " + CLIENT;

    private static final String ACTS_AS =
            "\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\", \"actsAs\": 77 } ]";

    private final ProvisionedRealm realm;
    private final KeycloakServer server;

    RightsIT(TestRealm testRealm, KeycloakServer server) {
        this.realm = new ProvisionedRealm(testRealm);
        this.server = server;
        makeUser(testRealm);
    }

    /** The one that a client acts as. */
    private static void makeUser(TestRealm testRealm) {
        if (testRealm.admin().users().search("acted-as").isEmpty()) {
            UserRepresentation user = new UserRepresentation();
            user.setUsername("acted-as");
            user.setEnabled(true);
            user.singleAttribute("authscape.user.id", "77");
            testRealm.admin().users().create(user).close();
        }
    }

    @BeforeEach
    void cleanRealm() {
        realm.clean();
    }

    @Test
    void rolesNeedToBeRead() {
        try (CiClient ci = new CiClient(server, realm.name(), "manage-clients")) {
            Invocation run = realm.apply(ci.env(), ROLE);
            assertThat(run.exitCode()).isEqualTo(77);
            assertThat(run.err())
                    .contains(
                            "error: to read roles, as for 'roles' in a seed or for --prune, needs 'view-realm'; nothing was written");
            assertThat(realm.writes()).isEmpty();
        }
    }

    @Test
    void changedRolesNeedManageRealmAndUnchangedOnesDoNot() {
        try (CiClient ci = new CiClient(server, realm.name(), "manage-clients", "view-realm")) {
            Invocation refused = realm.apply(ci.env(), ROLE);
            assertThat(refused.exitCode()).isEqualTo(77);
            assertThat(refused.err())
                    .contains("error: the seed changes roles, and that needs 'manage-realm'; nothing was written")
                    .doesNotContain("interrupted");
            assertThat(realm.writes()).isEmpty();

            realm.apply(ROLE);
            realm.forgetEvents();
            assertThat(realm.apply(ci.env(), ROLE).out()).startsWith("Nothing to do");
            assertThat(realm.writes()).isEmpty();
        }
    }

    @Test
    void withManageRealmRolesAreWrittenOnce() {
        try (CiClient ci = new CiClient(server, realm.name(), "manage-clients", "manage-realm")) {
            assertThat(realm.apply(ci.env(), ROLE).out()).contains("2 created, 0 changed, 0 unchanged");
            assertThat(realm.writes())
                    .filteredOn(event -> "REALM_ROLE".equals(event.getResourceType()))
                    .hasSize(1);
        }
    }

    /**
     * What docs/least-privilege.md says: with these roles the command does its work; without any one of them it says
     * which one is missing, and writes nothing.
     *
     * @param missing what is said when the role at the same place is taken away
     */
    @ParameterizedTest
    @MethodSource("sets")
    void theDocumentedRolesSufficeAndLessDoesNot(
            String command, String members, List<String> roles, List<String> missing, boolean stands) {
        if (stands) {
            realm.apply(members);
            realm.forgetEvents();
        }
        for (int i = 0; i < roles.size(); i++) {
            List<String> less = new ArrayList<>(roles);
            less.remove(i);
            try (CiClient ci = new CiClient(server, realm.name(), less.toArray(String[]::new))) {
                Invocation run = realm.run(command, ci.env(), members, "--allow-acts-as");
                assertThat(run.exitCode())
                        .as("%s without %s: %s", command, roles.get(i), run.all())
                        .isEqualTo(77);
                assertThat(run.err()).contains("error: ", "needs '" + missing.get(i) + "'");
                assertThat(realm.writes()).isEmpty();
            }
        }
        try (CiClient ci = new CiClient(server, realm.name(), roles.toArray(String[]::new))) {
            Invocation run = realm.run(command, ci.env(), members, "--allow-acts-as");
            assertThat(run.exitCode()).as(run.all()).isZero();
        }
    }

    static Stream<Arguments> sets() {
        List<String> viewClients = List.of("view-clients");
        List<String> manageClients = List.of("manage-clients");
        return Stream.of(
                Arguments.of("plan", CLIENT, viewClients, viewClients, false),
                Arguments.of(
                        "plan",
                        ROLE,
                        List.of("view-clients", "view-realm"),
                        List.of("view-clients", "view-realm"),
                        false),
                Arguments.of(
                        "plan",
                        ACTS_AS,
                        List.of("view-clients", "view-users"),
                        List.of("view-clients", "view-users"),
                        false),
                Arguments.of("apply", CLIENT, manageClients, viewClients, false),
                Arguments.of(
                        "apply",
                        ROLE,
                        List.of("manage-clients", "manage-realm"),
                        List.of("view-clients", "view-realm"),
                        false),
                Arguments.of(
                        "apply",
                        ROLE,
                        List.of("view-clients", "view-realm"),
                        List.of("view-clients", "view-realm"),
                        true),
                Arguments.of(
                        "apply",
                        ACTS_AS,
                        List.of("manage-clients", "view-users"),
                        List.of("view-clients", "view-users"),
                        false));
    }

    /** The same for the commands that take no seed. */
    @ParameterizedTest
    @CsvSource({
        "export --owner it, view-clients, view-realm",
        "explain c, view-clients, view-realm",
        "doctor, view-clients, view-realm",
        "setup, manage-clients, manage-realm",
    })
    void withoutASeedTheDocumentedRolesSufficeToo(String line, String one, String other) {
        realm.apply(CLIENT.replace(
                "\"hunter2hunter2\"",
                "\"hunter2hunter2\", \"permissions\": [ \"ept:token\", \"gt:client_credentials\" ]"));
        realm.forgetEvents();
        for (List<String> less : List.of(List.of(one), List.of(other))) {
            Invocation run = runAs(less, line);
            assertThat(run.exitCode())
                    .as("%s with %s: %s", line, less, run.all())
                    .isEqualTo(77);
            String missing = less.contains(one) ? other : one;
            assertThat(run.err()).startsWith("error: ").contains("'" + missing + "'");
            assertThat(realm.writes()).isEmpty();
        }
        Invocation run = runAs(List.of(one, other), line);
        assertThat(run.exitCode()).as(run.all()).isZero();
    }

    private Invocation runAs(List<String> roles, String line) {
        try (CiClient ci = new CiClient(server, realm.name(), roles.toArray(String[]::new))) {
            Map<String, String> env = new HashMap<>(ci.env());
            env.put("AUTHSCAPE_SERVER", server.url());
            env.put("AUTHSCAPE_REALM", realm.name());
            return Invocation.of(env, "", line.split(" ", -1));
        }
    }

    @Test
    void whoMayOnlyReadIsToldBeforeTheFirstWrite() {
        try (CiClient ci = new CiClient(server, realm.name(), "view-clients")) {
            Invocation run = realm.apply(ci.env(), CLIENT);
            assertThat(run.exitCode()).isEqualTo(77);
            assertThat(run.err())
                    .contains("error: the seed changes clients or scopes, and that needs 'manage-clients'; nothing was"
                            + " written")
                    .doesNotContain("interrupted");
            assertThat(realm.writes()).isEmpty();
        }
    }

    @Test
    void anEmptyRealmIsNotBelieved() {
        try (CiClient ci = new CiClient(server, realm.name(), "query-clients")) {
            Invocation run = realm.run("plan", ci.env(), CLIENT);
            assertThat(run.exitCode()).isEqualTo(77);
            assertThat(run.err()).contains("needs 'view-clients'");
        }
    }

    @Test
    void whoMayNotSeeTheLockIsToldSo() {
        String note = "note: whether the realm enforces permissions couldn't be seen";
        try (CiClient ci = new CiClient(server, realm.name(), "manage-clients")) {
            assertThat(realm.run("plan", ci.env(), CLIENT).err()).contains(note);
            assertThat(realm.apply(ci.env(), CLIENT).err()).contains(note, "'view-realm'");
        }
        try (CiClient ci = new CiClient(server, realm.name(), "manage-clients", "view-realm")) {
            assertThat(realm.apply(ci.env(), CLIENT).err()).doesNotContain(note);
        }
    }

    @Test
    void whoMayReadClientsMayReadTheirSecrets() {
        realm.apply(CLIENT);
        try (CiClient ci = new CiClient(server, realm.name(), "view-clients")) {
            assertThat(realm.run("plan", ci.env(), CLIENT).out())
                    .as("the secrets are equal, so they were compared")
                    .startsWith("Nothing to do");
            assertThat(realm.run("plan", ci.env(), CLIENT.replace("hunter2hunter2", "hunter2hunter3"))
                            .out())
                    .contains("secrets: ~ 'default'");
        }
    }

    @Test
    void actingAsAUserNeedsUsersToBeRead() {
        try (CiClient ci = new CiClient(server, realm.name(), "manage-clients")) {
            Invocation run = realm.apply(
                    ci.env(),
                    "\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\", \"actsAs\": 7 } ]",
                    "--allow-acts-as");
            assertThat(run.exitCode()).isEqualTo(77);
            assertThat(run.err())
                    .contains("error: the seed has 'actsAs', and to look for the user needs 'view-users'; nothing was"
                            + " written");
            assertThat(realm.writes()).isEmpty();
        }
    }
}
