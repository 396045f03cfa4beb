package io.authscape.keycloak.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.authscape.keycloak.testkit.KeycloakExtension;
import io.authscape.keycloak.testkit.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KeycloakExtension.class)
class ApplyReportIT {

    private static final String SERVICES = """
            "scopes": [ { "name": "api1", "resources": ["r1"] } ],
            "clients": [
              { "clientId": "good", "clientSecret": "hunter2hunter2",
                "permissions": ["ept:token", "gt:client_credentials", "scp:api1"] },
              { "clientId": "bad", "clientSecret": "hunter2hunter2", "permissions": ["gt:implicit"] },
              { "clientId": "api", "clientSecret": "hunter2hunter2", "permissions": ["ept:introspection"] }
            ]""";

    private final ProvisionedRealm realm;
    private final NoImplicitGrants policy;

    @TempDir
    private Path folder;

    ApplyReportIT(TestRealm realm) {
        this.realm = new ProvisionedRealm(realm);
        this.policy = new NoImplicitGrants(realm);
    }

    @BeforeEach
    void cleanRealm() {
        policy.remove();
        realm.clean();
    }

    @Test
    void tellsMachinesWhatBecameOfEachEntry() throws IOException {
        policy.add();
        Path file = folder.resolve("report.json");

        Invocation run = realm.run("apply", SERVICES, "--report", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.path("status").asText()).isEqualTo("done");
        assertThat(report.path("entries").findValuesAsText("name")).containsExactly("api1", "good", "bad", "api");
        assertThat(report.path("entries").findValuesAsText("outcome"))
                .containsExactly("done", "done", "failed", "done");
        JsonNode error = report.path("entries").path(2).path("error");
        assertThat(error.path("field").asText()).isEqualTo("permissions");
        assertThat(error.path("reason").asText()).contains("Keycloak answered 400");
        assertThat(report.toString()).doesNotContain("hunter2");
    }

    @Test
    void saysSoIfThereWasNothingToDo() throws IOException {
        Path file = folder.resolve("report.json");
        realm.apply("\"scopes\": [ { \"name\": \"api1\" } ]");
        realm.run("apply", "\"scopes\": [ { \"name\": \"api1\" } ]", "--report", file.toString());
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.path("unchanged").asInt()).isEqualTo(1);
        assertThat(report.path("entries")).isEmpty();
    }

    @Test
    void aRefusedPlanIsToldOverAnOlderReport() throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), "{ \"status\": \"done\" }");
        realm.run("apply", "\"clients\": [ { \"clientId\": \"account\" } ]", "--report", file.toString());
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.path("status").asText()).isEqualTo("refused");
        assertThat(report.path("refusals").path(0).path("subject").asText()).isEqualTo("client 'account'");
    }

    @Test
    void aRunThatGotNowhereIsNoSuccess() throws IOException {
        Path file = Files.writeString(folder.resolve("report.json"), "{ \"status\": \"done\" }");
        Invocation run = realm.run("apply", SERVICES, "--server", "http://127.0.0.1:9", "--report", file.toString());
        assertThat(run.exitCode()).isEqualTo(69);
        assertThat(file).content().contains("interrupted");
    }

    @Test
    void aReportThatCantBeWrittenIsKnownBeforeAnythingElse() {
        Invocation run = realm.run(
                "apply", SERVICES, "--report", folder.resolve("no/report.json").toString());
        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).startsWith("error: --report: the file '").hasLineCount(1);
        assertThat(realm.writes()).isEmpty();
    }

    @Test
    void aTokenOfEachClientThatWasWrittenIsLookedInto() {
        Invocation run = realm.run("apply", SERVICES, "--verify-token");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "token of client 'good': sub 'good', scope 'api1', aud 'r1', expires in ",
                        "no token asked for as client 'api': it lacks 'gt:client_credentials'");
    }

    @Test
    void aClientThatGetsNoTokenIsAFailure() {
        realm.apply(SERVICES);
        var good = realm.client("good").toRepresentation();
        good.setEnabled(false);
        good.setName("by hand");
        realm.client("good").update(good);

        Invocation run = realm.run(
                "apply", SERVICES.replace("\"good\",", "\"good\", \"displayName\": \"Good\","), "--verify-token");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("error: client 'good': no token: the endpoint answered 4");
        assertThat(run.out()).contains("0 created, 0 changed, 3 unchanged, 1 failed");
    }
}
