package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker compose -f docker/compose.yaml up --wait}, and what may be seen and reached afterwards. */
@Timeout(900)
@ExtendWith(RunningCompose.Extension.class)
class ComposeIT {

    private final RunningCompose compose;
    private final ComposeProject project;

    @TempDir
    private Path folder;

    ComposeIT(RunningCompose compose) {
        this.compose = compose;
        this.project = compose.project();
    }

    @Test
    void endsWithAWorkingTokenEndpoint() {
        HttpResponse<String> answer = compose.token();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        compose.isDocumented(Jwt.claims(Wire.accessToken(answer)));
    }

    @Test
    void aSecondRunChangesNothing() {
        String keycloak = project.container("keycloak");
        String started = compose.docker().inspect("{{.State.StartedAt}}", keycloak);

        project.compose("up", "--wait");

        assertThat(project.container("keycloak")).isEqualTo(keycloak);
        assertThat(compose.docker().inspect("{{.State.StartedAt}}", keycloak)).isEqualTo(started);
        assertThat(project.compose("logs", "--no-log-prefix", "--tail", "1", "provisioner"))
                .contains("Nothing to do: realm 'authscape' already matches /seeds");
        assertThat(project.compose("logs", "--no-log-prefix", "--tail", "1", "setup"))
                .contains("Nothing to do: realm 'authscape' has AuthScape's setup");
        assertThat(compose.token().statusCode()).isEqualTo(200);
    }

    @Test
    void noSecretStandsInListingsOrLogs() {
        String listings = project.compose("config") + project.compose("logs");
        for (String container : project.containers()) {
            listings += compose.docker().run("docker", "inspect", container);
        }
        for (String running : List.of("postgres", "keycloak", "gateway")) {
            listings += compose.inside(running)
                    .bash("", "env; for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline; done")
                    .text();
        }
        listings += compose.inside("keycloak")
                .bash("", "tr '\\0' '\\n' </proc/1/environ")
                .text();

        // So that this looks where the secrets would be.
        assertThat(listings)
                .contains("KC_DB_PASSWORD_FILE=/run/secrets/db-password", "org.keycloak", "Created temporary admin");
        assertThat(listings)
                .doesNotContain(
                        project.secret("admin-password"),
                        project.secret(RunningCompose.SERVICE),
                        project.secret("resource-server-1"),
                        RunningCompose.CHOSEN_PASSWORD)
                .doesNotContain(
                        RunningCompose.CHOSEN_PASSWORD.substring(0, 5), RunningCompose.CHOSEN_PASSWORD.substring(8));
    }

    @Test
    void secretsAreTheirOwnersAlone() throws IOException {
        for (String secret : List.of("db-password", "admin-password", RunningCompose.SERVICE, "resource-server-1")) {
            assertThat(Files.getPosixFilePermissions(project.secretFile(secret)))
                    .as(secret)
                    .extracting(Enum::name)
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
        }
    }

    @Test
    void aWrongSeedEndsTheJobAndTheStart() throws IOException {
        Files.writeString(
                folder.resolve("wrong.json"),
                "{ \"version\": 1, \"owner\": \"x\", \"realm\": \"authscape\", \"clints\": [] }");
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);

        Docker.Answer up = project.ask(Map.of("AUTHSCAPE_SEEDS", folder.toString()), "up", "--wait");

        assertThat(up.status()).isNotZero();
        assertThat(up.text()).contains("service \"provisioner\" didn't complete successfully: exit 65");
        assertThat(project.compose("logs", "provisioner")).contains("/seeds/wrong.json", "clints");
    }

    @Test
    void missingSecretsAreSaid() {
        Docker.Answer none = project.ask(Map.of("AUTHSCAPE_SECRETS", ""), "config");
        assertThat(none.status()).isNotZero();
        assertThat(none.text()).contains("no secrets yet: run docker/make-secrets");

        Docker.Answer one =
                project.ask(Map.of("AUTHSCAPE_SECRETS", folder.toString()), "run", "--rm", "--no-deps", "setup");
        assertThat(one.status()).isNotZero();
        assertThat(one.text()).contains(folder.resolve("admin-password").toString());
    }
}
