package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.ClientRepresentation;

@ExtendWith(KeycloakExtension.class)
class PlanIT {

    private static final String SERVICE = """
            "scopes": [ { "name": "api1", "resources": ["r1"] } ],
            "clients": [ { "clientId": "service", "clientSecret": "hunter2hunter2", "displayName": "Service",
                           "permissions": ["ept:token", "gt:client_credentials", "scp:api1"] } ]""";

    private final ProvisionedRealm realm;

    @TempDir
    private Path folder;

    PlanIT(TestRealm realm) {
        this.realm = new ProvisionedRealm(realm);
    }

    @BeforeEach
    void cleanRealm() {
        realm.clean();
    }

    @Test
    void showsWhatApplyWouldDoAndWritesNothing() {
        Invocation plan = realm.run("plan", SERVICE);

        assertThat(plan.exitCode()).isZero();
        assertThat(plan.out())
                .startsWith("create scope 'api1'\n")
                .contains("create client 'service'\n  name: 'Service'\n", "  secrets: + 'default'\n")
                .endsWith("2 to create, 0 to change, 0 to delete, 0 unchanged\n");
        assertThat(plan.all()).doesNotContain("hunter2");
        assertThat(realm.writes()).isEmpty();
        assertThat(realm.scope("api1")).isEmpty();
    }

    @Test
    void theExitCodeTellsWhetherThereIsSomethingToDo() {
        assertThat(realm.run("plan", SERVICE, "--detailed-exitcode").exitCode()).isEqualTo(2);
        realm.apply(SERVICE);
        Invocation again = realm.run("plan", SERVICE, "--detailed-exitcode");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).startsWith("Nothing to do: ");
    }

    @Test
    void whatSomebodyChangedByHandShows() {
        realm.apply(SERVICE);
        change(client -> client.setName("by hand"));
        realm.forgetEvents();

        assertThat(realm.run("plan", SERVICE).out()).contains("  name: 'by hand' -> 'Service'\n");
        assertThat(realm.run("plan", SERVICE, "--output", "markdown").out())
                .contains("| **change** | client `service` | name | `by hand` | `Service` |");
        assertThat(realm.writes()).isEmpty();
    }

    @Test
    void aPlanThatCantBeCarriedOutFails() {
        Invocation plan = realm.run("plan", "\"clients\": [ { \"clientId\": \"account\" } ]", "--output", "json");
        assertThat(plan.exitCode()).isEqualTo(1);
        assertThat(plan.out()).contains("\"refusals\" : [ {");
        assertThat(plan.err()).contains("error: client 'account': it is Keycloak's own client");
    }

    @Nested
    class AReviewedPlan {

        @Test
        void isCarriedOut() throws IOException {
            Path file = write();
            assertThat(Files.readString(file)).doesNotContain("hunter2");
            JsonNode plan = new ObjectMapper().readTree(file.toFile());
            assertThat(plan.path("summary").path("create").asInt()).isEqualTo(2);

            Invocation run = realm.run("apply", SERVICE, "--plan", file.toString());

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).contains("created client 'service'", "2 created, 0 changed, 0 unchanged");
        }

        @Test
        void canBeFinished() {
            Path file = write();
            realm.run("apply", SERVICE, "--plan", file.toString());
            assertThat(realm.run("apply", SERVICE, "--plan", file.toString()).out())
                    .startsWith("Nothing to do");
        }

        @Test
        void leavesNoRoomForOtherSwitches() {
            Invocation run = realm.run("apply", SERVICE, "--plan", write().toString(), "--prune");
            assertThat(run.exitCode()).isEqualTo(64);
            assertThat(run.err()).contains("--plan brings its own switches along");
        }

        @Test
        void staysOutOfAFolderOfSeeds() throws IOException {
            Files.writeString(folder.resolve("seed.json"), "{ \"version\": 1, \"owner\": \"it\", \"realm\": \"x\" }");
            Invocation run = realm.runAlone(
                    "plan",
                    "-f",
                    folder.toString(),
                    "--out",
                    folder.resolve("plan.json").toString());
            assertThat(run.exitCode()).isEqualTo(64);
            assertThat(run.err()).contains("is in a folder of seeds, and would be read as one");
        }

        @Test
        void isNotCarriedOutIfKeycloakHasMovedOn() {
            realm.apply(SERVICE);
            change(client -> client.setName("by hand"));
            Path file = write();
            change(client -> client.setName("by another hand"));
            realm.forgetEvents();

            Invocation run = realm.run("apply", SERVICE, "--plan", file.toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .endsWith("error: the plan is not carried out: Keycloak or the seed has moved on since, in client"
                            + " 'service'; nothing was written, make a new plan\n");
            assertThat(realm.writes()).isEmpty();
        }

        @Test
        void isNotCarriedOutForAnotherSeed() {
            Path file = write();
            Invocation run =
                    realm.run("apply", SERVICE.replace("\"Service\"", "\"Another\""), "--plan", file.toString());
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("moved on since, in client 'service'");
            assertThat(realm.writes()).isEmpty();
        }

        @Test
        void isNotCarriedOutInAnotherRealm() {
            Path file = write();
            Invocation run = realm.run("apply", SERVICE, "--plan", file.toString(), "--realm", "master");
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("it was made for the realm '" + realm.name() + "'");
        }

        @Test
        void bringsItsSwitchesAlong() {
            realm.apply(SERVICE);
            Path file = folder.resolve("plan.json");
            realm.run("plan", "\"clients\": []", "--prune", "--out", file.toString());

            Invocation run = realm.run("apply", "\"clients\": []", "--plan", file.toString());

            assertThat(run.out()).contains("deleted client 'service'", "deleted scope 'api1'");
        }

        @Test
        void bringsItsSeedAlong() throws IOException {
            Path seed = Files.writeString(
                    folder.resolve("seed.json"),
                    "{ \"version\": 1, \"owner\": \"it\", \"realm\": \"x\", " + SERVICE + " }");
            Path file = folder.resolve("plan.json");
            realm.runAlone("plan", "-f", seed.toString(), "--out", file.toString());

            Invocation run = realm.runAlone("apply", "--plan", file.toString());

            assertThat(run.out()).contains("2 created, 0 changed, 0 unchanged");
        }

        @Test
        void mustBeOne() throws IOException {
            Path file = Files.writeString(folder.resolve("x.json"), "{}");
            Invocation run = realm.run("apply", SERVICE, "--plan", file.toString());
            assertThat(run.exitCode()).isEqualTo(64);
            assertThat(run.err()).contains("is no plan; 'plan --out' writes one");
        }

        private Path write() {
            Path file = folder.resolve("plan.json");
            assertThat(realm.run("plan", SERVICE, "--out", file.toString()).exitCode())
                    .isZero();
            return file;
        }
    }

    private void change(Consumer<ClientRepresentation> change) {
        ClientRepresentation client = realm.client("service").toRepresentation();
        change.accept(client);
        realm.client("service").update(client);
    }
}
