package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

@ExtendWith(KeycloakExtension.class)
class OwnershipIT {

    private static final String NOTHING = "\"clients\": []";

    private final TestRealm testRealm;
    private final ProvisionedRealm realm;

    OwnershipIT(TestRealm realm) {
        this.testRealm = realm;
        this.realm = new ProvisionedRealm(realm);
    }

    @BeforeEach
    void cleanRealm() {
        testRealm.admin().clients().findByClientId("legacy").forEach(client -> testRealm
                .admin()
                .clients()
                .get(client.getId())
                .remove());
        realm.clean();
    }

    @Nested
    class Pruning {

        @Test
        void deletesOnlyWhatCarriesOurOwnerAndLeftTheSeed() {
            realm.apply("\"roles\": [ { \"name\": \"Old\" } ], \"scopes\": [ { \"name\": \"old\" } ], \"clients\": [ "
                    + client("stays") + ", " + client("goes", "scp:old") + " ]");
            realm.applyAs("them", "\"scopes\": [ { \"name\": \"theirs\" } ], \"clients\": [ " + client("their") + " ]");
            byHand();
            Map<String, ?> before = foreign();
            realm.forgetEvents();

            Invocation without = realm.apply("\"clients\": [ " + client("stays") + " ]");
            assertThat(without.out()).startsWith("Nothing to do");
            assertThat(realm.writes()).isEmpty();

            Invocation run = realm.run("apply", "\"clients\": [ " + client("stays") + " ]", "--prune");

            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines())
                    .containsExactly(
                            "deleted role 'Old'",
                            "deleted scope 'old'",
                            "deleted client 'goes'",
                            "0 created, 0 changed, 3 deleted, 1 unchanged");
            assertThat(realm.scope("old")).isEmpty();
            assertThat(realm.role("Old")).isEmpty();
            assertThat(testRealm.admin().clients().findByClientId("goes")).isEmpty();
            assertThat(realm.lets("stays", "hunter2hunter2")).isTrue();
            assertThat(foreign()).usingRecursiveComparison().isEqualTo(before);
        }

        @Test
        void saysThatItReadEveryClientIfTheServerDoesntSearch() {
            String crowd = IntStream.range(0, 60)
                    .mapToObj(i -> client("c" + i))
                    .collect(Collectors.joining(", ", "\"clients\": [ ", " ]"));
            realm.applyAs("them", crowd);
            realm.apply("\"clients\": [ " + client("goes") + " ]");

            Invocation run = realm.run("apply", NOTHING, "--prune");

            assertThat(run.out()).contains("deleted client 'goes'");
            assertThat(run.err())
                    .contains("note: Keycloak doesn't search by 'authscape.managed-by', so all ", " clients were read");
        }

        @Test
        void stopsAboveTheMost() {
            realm.apply("\"clients\": [ " + client("a") + ", " + client("b") + " ]");
            realm.forgetEvents();

            Invocation run = realm.run("apply", NOTHING, "--prune", "--max-deletes", "1");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("2 would be deleted, and --max-deletes is 1", "nothing was written");
            assertThat(realm.writes()).isEmpty();
        }

        @Test
        void takesNoScopeFromAClientThatCouldNotBeChanged() {
            realm.apply("\"scopes\": [ { \"name\": \"old\" }, { \"name\": \"unused\" } ], \"clients\": [ "
                    + client("stays", "scp:old") + " ]");
            NoImplicitGrants policy = new NoImplicitGrants(testRealm);
            policy.add();
            try {
                Invocation run = realm.run(
                        "apply",
                        "\"scopes\": [ { \"name\": \"new\" } ], \"clients\": [ "
                                + client("stays", "ept:authorization", "gt:implicit", "scp:new") + " ]",
                        "--prune");

                assertThat(run.exitCode()).isEqualTo(1);
                assertThat(run.err())
                        .contains("scope 'old': it stays, because client 'stays' still has it and couldn't be changed");
                assertThat(run.out()).contains("deleted scope 'unused'");
                assertThat(realm.scope("old")).isPresent();
                assertThat(realm.client("stays").toRepresentation().getOptionalClientScopes())
                        .containsExactly("old");
            } finally {
                policy.remove();
            }
        }

        @Test
        void takesNoRoleFromAUserOrFromAll() {
            realm.apply("\"roles\": [ { \"name\": \"Held\" }, { \"name\": \"Everybodys\" }, { \"name\": \"Free\" } ]");
            UserRepresentation jane = new UserRepresentation();
            jane.setUsername("jane");
            String id;
            try (Response made = testRealm.admin().users().create(jane)) {
                id = CreatedResponseUtil.getCreatedId(made);
            }
            RoleRepresentation standard = testRealm.admin().toRepresentation().getDefaultRole();
            List<RoleRepresentation> everybodys =
                    List.of(realm.role("Everybodys").orElseThrow());
            try {
                testRealm
                        .admin()
                        .users()
                        .get(id)
                        .roles()
                        .realmLevel()
                        .add(List.of(realm.role("Held").orElseThrow()));
                testRealm.admin().rolesById().addComposites(standard.getId(), everybodys);

                Invocation run = realm.run("apply", NOTHING, "--prune");

                assertThat(run.exitCode()).isEqualTo(1);
                assertThat(run.err())
                        .contains(
                                "role 'Held': it left the seed, but user 'jane' still holds it",
                                "role 'Everybodys': it left the seed, but role '" + standard.getName() + "' still")
                        .doesNotContain("'Free'");
                assertThat(realm.role("Held")).isPresent();
            } finally {
                testRealm.admin().users().get(id).remove();
                testRealm.admin().rolesById().deleteComposites(standard.getId(), everybodys);
            }
        }

        @Test
        void takesNoScopeFromAForeignClient() {
            realm.apply("\"scopes\": [ { \"name\": \"shared\" } ]");
            byHand();
            testRealm
                    .client("legacy")
                    .addOptionalClientScope(realm.scope("shared").orElseThrow().getId());

            Invocation run = realm.run("apply", NOTHING, "--prune");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("scope 'shared': it left the seed, but 'legacy' still use");
            assertThat(realm.scope("shared")).isPresent();
        }
    }

    @Test
    void aUserWithTheNameOfAServiceAccountIsNamed() {
        UserRepresentation user = new UserRepresentation();
        user.setUsername("service-account-taken");
        String id;
        try (Response made = testRealm.admin().users().create(user)) {
            id = CreatedResponseUtil.getCreatedId(made);
        }
        try {
            Invocation run =
                    realm.apply("\"clients\": [ " + client("Taken", "ept:token", "gt:client_credentials") + " ]");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("the user 'service-account-taken' exists");
        } finally {
            testRealm.admin().users().get(id).remove();
        }
    }

    @Nested
    class AdoptingAClient {

        @Test
        void hasToBeSaidAndKeepsWhatTheSeedLeavesUndefined() {
            byHand();
            String seed = "\"clients\": [ { \"clientId\": \"legacy\", \"displayName\": \"Ours\","
                    + " \"permissions\": [\"ept:token\"] } ]";

            Invocation refused = realm.apply(seed);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err()).contains("client 'legacy': it exists, and no seed made it", "--adopt");

            Invocation run = realm.run("apply", seed, "--adopt");

            assertThat(run.exitCode()).isZero();
            ClientRepresentation adopted = realm.client("legacy").toRepresentation();
            assertThat(adopted.getAttributes())
                    .containsEntry("authscape.managed-by", "it")
                    .containsEntry("not.ours", "kept");
            assertThat(adopted.getName()).isEqualTo("Ours");
            assertThat(adopted.getSecret()).isEqualTo("by-hand-by-hand");
            assertThat(realm.apply(seed).out()).startsWith("Nothing to do");
        }
    }

    @Nested
    class CreatingOnly {

        @Test
        void leavesWhatExistsAndMakesTheRest() {
            byHand();
            ClientRepresentation before = realm.client("legacy").toRepresentation();
            String seed = "\"clients\": [ " + client("legacy") + ", " + client("new") + " ]";

            Invocation run = realm.run("apply", seed, "--create-only");

            assertThat(run.out()).contains("created client 'new'", "1 created, 0 changed, 1 unchanged");
            assertThat(realm.client("legacy").toRepresentation())
                    .usingRecursiveComparison()
                    .ignoringCollectionOrder()
                    .isEqualTo(before);
            realm.forgetEvents();
            assertThat(realm.run("apply", seed, "--create-only").out()).startsWith("Nothing to do");
            assertThat(realm.writes()).isEmpty();
        }
    }

    private void byHand() {
        ClientRepresentation legacy = new ClientRepresentation();
        legacy.setClientId("legacy");
        legacy.setSecret("by-hand-by-hand");
        legacy.setAttributes(Map.of("not.ours", "kept"));
        testRealm.admin().clients().create(legacy).close();
    }

    /** All that isn't ours, as Keycloak shows it. */
    private Map<String, ?> foreign() {
        return Map.of(
                "clients",
                testRealm.admin().clients().findAll().stream()
                        .filter(client -> !"it".equals(client.getAttributes().get("authscape.managed-by")))
                        .collect(Collectors.toMap(ClientRepresentation::getClientId, client -> client)),
                "scopes",
                testRealm.admin().clientScopes().findAll().stream()
                        .filter(scope -> !"it".equals(scope.getAttributes().get("authscape.managed-by")))
                        .collect(Collectors.toMap(scope -> scope.getName(), scope -> scope)));
    }

    private static String client(String clientId, String... permissions) {
        String list = List.of(permissions).stream()
                .map(permission -> "\"" + permission + "\"")
                .collect(Collectors.joining(", "));
        return "{ \"clientId\": \"" + clientId + "\", \"clientSecret\": \"hunter2hunter2\", \"permissions\": [" + list
                + "] }";
    }
}
