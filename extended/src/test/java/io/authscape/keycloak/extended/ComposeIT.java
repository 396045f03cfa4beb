package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docker compose -f docker/compose.yaml up --wait}, and what may be seen and reached afterwards. */
@Timeout(900)
class ComposeIT {

    private static final Part PART = new Part("compose");

    /** Letters that shells, properties files and Keycloak's own expressions would take for something else. */
    private static final String CHOSEN_PASSWORD = "p$w\\d${x}=#: \\$9";

    private static final String SERVICE = "background-service";

    private static Docker docker;
    private static ComposeProject project;
    private static Neighbour service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void up() {
        docker = Docker.engine(PART);
        Images.build(docker);
        project = new ComposeProject(docker, "authscape-it-compose", "172.30.84.0/24", "compose.yaml");
        project.close();
        project.chooseSecret("db-password", CHOSEN_PASSWORD + "\n");
        project.makeSecrets();
        project.compose("up", "--wait");
        service = Neighbour.on(docker, project.servicesNetwork());
    }

    @AfterAll
    static void down() {
        if (service != null) {
            service.leave();
        }
        if (project != null) {
            project.close();
        }
    }

    @Test
    void endsWithAWorkingTokenEndpoint() {
        HttpResponse<String> answer = token();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        isDocumented(Jwt.claims(Wire.accessToken(answer)));
    }

    @Test
    void aSecondRunChangesNothing() {
        String keycloak = project.container("keycloak");
        String started = docker.inspect("{{.State.StartedAt}}", keycloak);

        project.compose("up", "--wait");

        assertThat(project.container("keycloak")).isEqualTo(keycloak);
        assertThat(docker.inspect("{{.State.StartedAt}}", keycloak)).isEqualTo(started);
        assertThat(project.compose("logs", "--no-log-prefix", "--tail", "1", "provisioner"))
                .contains("Nothing to do: realm 'authscape' already matches /seeds");
        assertThat(project.compose("logs", "--no-log-prefix", "--tail", "1", "setup"))
                .contains("Nothing to do: realm 'authscape' has AuthScape's setup");
        assertThat(token().statusCode()).isEqualTo(200);
    }

    @Test
    void noSecretStandsInListingsOrLogs() {
        String listings = project.compose("config") + project.compose("logs");
        for (String container : project.containers()) {
            listings += docker.run("docker", "inspect", container);
        }
        for (String running : List.of("postgres", "keycloak", "gateway")) {
            listings += inside(running)
                    .bash("", "env; for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline; done")
                    .text();
        }
        listings +=
                inside("keycloak").bash("", "tr '\\0' '\\n' </proc/1/environ").text();

        // So that this looks where the secrets would be.
        assertThat(listings)
                .contains("KC_DB_PASSWORD_FILE=/run/secrets/db-password", "org.keycloak", "Created temporary admin");
        assertThat(listings)
                .doesNotContain(
                        project.secret("admin-password"),
                        project.secret(SERVICE),
                        project.secret("resource-server-1"),
                        CHOSEN_PASSWORD)
                .doesNotContain(CHOSEN_PASSWORD.substring(0, 5), CHOSEN_PASSWORD.substring(8));
    }

    @Test
    void secretsAreTheirOwnersAlone() throws IOException {
        for (String secret : List.of("db-password", "admin-password", SERVICE, "resource-server-1")) {
            assertThat(Files.getPosixFilePermissions(project.secretFile(secret)))
                    .as(secret)
                    .extracting(Enum::name)
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
        }
    }

    @Test
    void aServiceGetsTokensOnItsNetwork() {
        Neighbour.Reply token = service.post("authscape", 8080, "/connect/token", tokenRequest());
        assertThat(token.status()).as(token.body()).isEqualTo(200);
        String accessToken = token.json().path("access_token").asText();
        isDocumented(Jwt.claims(accessToken));

        JsonNode discovery = service.get("authscape", 8080, "/realms/authscape/.well-known/openid-configuration")
                .json();
        assertThat(discovery.path("issuer").asText()).isEqualTo(project.url() + "/realms/authscape");
        assertThat(discovery.path("token_endpoint").asText())
                .isEqualTo("http://authscape:8080/realms/authscape/protocol/openid-connect/token");
        assertThat(service.get("authscape", 8080, "/.well-known/openid-configuration")
                        .status())
                .isEqualTo(200);
        assertThat(service.get("authscape", 8080, "/.well-known/jwks")
                        .json()
                        .path("keys")
                        .size())
                .isPositive();
        assertThat(service.post(
                                "authscape",
                                8080,
                                "/connect/introspect",
                                "client_id=resource_server_1&client_secret=" + project.secret("resource-server-1")
                                        + "&token=" + accessToken)
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/admin/",
                "/admin/master/console/",
                "/admin/realms/authscape/clients",
                "/ADMIN/realms/authscape",
                "/realms/master/protocol/openid-connect/token",
                "/realms/authscape/account",
                "/realms/authscape/clients-registrations/openid-connect",
                "/realms/authscape/protocol/../../../admin/realms/authscape",
                "/connect/../admin/realms/authscape",
                "/connect/%2e%2e/admin/realms/authscape",
                "/connect/..%2fadmin/realms/authscape",
                "/connect/..;/admin/realms/authscape",
                "//admin/realms/authscape",
                "/connect//../admin/realms/authscape",
                "/metrics",
                "/health/ready",
                "/resources/x"
            })
    void aServiceReachesNothingElseAtTheGateway(String path) {
        Neighbour.Reply reply = service.get("authscape", 8080, path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("Not for services.");
    }

    @Test
    void aServiceReachesNeitherKeycloakNorItsDatabase() {
        Neighbour insider = inside("gateway");
        String keycloak = project.address("keycloak", "backend");
        String database = project.address("postgres", "backend");
        assertThat(insider.reaches(keycloak, 8080))
                .as("that this test can fail")
                .isTrue();
        assertThat(insider.reaches(keycloak, 9000)).isTrue();
        assertThat(insider.reaches(database, 5432)).isTrue();
        assertThat(insider.get(keycloak, 8080, "/admin/master/console/").status())
                .isEqualTo(200);

        for (String address : List.of(
                keycloak, project.address("keycloak", "edge"), project.address("gateway", "services"), "keycloak")) {
            assertThat(service.reaches(address, 9000)).as(address).isFalse();
        }
        assertThat(service.reaches(keycloak, 8080)).isFalse();
        assertThat(service.reaches(project.address("keycloak", "edge"), 8080)).isFalse();
        assertThat(service.reaches("keycloak", 8080)).isFalse();
        assertThat(service.reaches(database, 5432)).isFalse();
        assertThat(service.reaches("postgres", 5432)).isFalse();
        // The machine itself, by its address on that network.
        String machine = docker.inspect("{{(index .IPAM.Config 0).Gateway}}", project.servicesNetwork());
        assertThat(service.reaches(machine, project.port())).isFalse();
    }

    /** What decides about `allowedNetworks` is the address of who asked, not of the gateway, nor what he says. */
    @Test
    void keycloakLearnsWhoAsked() {
        String form = "grant_type=client_credentials&client_id=nobody-by-the-gateway&client_secret=x";
        Neighbour.Reply reply = service.post(
                "authscape",
                8080,
                "/connect/token",
                form,
                "X-Forwarded-For: 203.0.113.7",
                "Forwarded: for=203.0.113.7");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(event("nobody-by-the-gateway")).contains("ipAddress=\"" + service.address() + "\"");

        HttpResponse<String> direct = Wire.http1()
                .send(request("grant_type=client_credentials&client_id=nobody-directly&client_secret=x")
                        .header("X-Forwarded-For", "203.0.113.7")
                        .build());
        assertThat(direct.statusCode()).isEqualTo(401);
        assertThat(event("nobody-directly")).doesNotContain("203.0.113.7");
    }

    @Test
    void aWrongSeedEndsTheJobAndTheStart() throws IOException {
        Files.writeString(
                folder.resolve("wrong.json"),
                "{ \"version\": 1, \"owner\": \"x\", \"realm\": \"authscape\", \"clints\": [] }");
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);

        Docker.Answer up = project.ask(
                Map.of("AUTHSCAPE_SEEDS", folder.toString()),
                "up",
                "--no-deps",
                "--exit-code-from",
                "provisioner",
                "provisioner");

        assertThat(up.status()).as(up.text()).isEqualTo(65);
        assertThat(up.text()).contains("/seeds/wrong.json", "clints");
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

    private static Neighbour inside(String name) {
        return new Neighbour(docker, project.container(name));
    }

    private static String event(String client) {
        return project.compose("logs", "keycloak")
                .lines()
                .filter(line -> line.contains("clientId=\"" + client + "\""))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new AssertionError("no event of " + client));
    }

    private static String tokenRequest() {
        return "grant_type=client_credentials&client_id=" + SERVICE + "&client_secret=" + project.secret(SERVICE)
                + "&scope=api1";
    }

    private static HttpResponse<String> token() {
        return Wire.http1().send(request(tokenRequest()).build());
    }

    private static HttpRequest.Builder request(String form) {
        return HttpRequest.newBuilder(URI.create(project.loopback() + "/connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static void isDocumented(JsonNode claims) {
        assertThat(claims.path("iss").asText()).isEqualTo(project.url() + "/realms/authscape");
        assertThat(claims.path("sub").asText()).isEqualTo(SERVICE);
        assertThat(claims.path("scope").asText()).isEqualTo("api1");
        assertThat(claims.path("aud").toString()).isEqualTo("[\"resource_server_1\",\"rust_server\"]");
    }
}
