package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.KeycloakServer;
import io.authscape.keycloak.testkit.TestRealm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rights beyond {@code manage-clients} that some members need, told before the first write. */
@ExtendWith(KeycloakExtension.class)
class RightsIT {

    private static final String CLIENT =
            "\"clients\": [ { \"clientId\": \"c\", \"clientSecret\": \"hunter2hunter2\" } ]";
    private static final String ROLE = "\"roles\": [ { \"name\": \"Admin\", \"id\": 1 } ], " + CLIENT;

    private final ProvisionedRealm realm;
    private final KeycloakServer server;

    RightsIT(TestRealm realm, KeycloakServer server) {
        this.realm = new ProvisionedRealm(realm);
        this.server = server;
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
                    .contains("error: the seed has roles, and to read them needs 'view-realm'; nothing was written");
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
