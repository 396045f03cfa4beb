package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.authscape.keycloak.Jwt;
import io.authscape.keycloak.Wire;
import io.authscape.keycloak.testkit.FreePorts;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service reaches from its network, and what Keycloak learns of it. */
@Timeout(900)
@ExtendWith(RunningCompose.Extension.class)
class ComposeNetworksIT {

    private final RunningCompose compose;
    private final ComposeProject project;
    private final Docker docker;
    private final Neighbour service;

    ComposeNetworksIT(RunningCompose compose) {
        this.compose = compose;
        this.project = compose.project();
        this.docker = compose.docker();
        this.service = compose.service();
    }

    @Test
    void aServiceGetsTokensOnItsNetwork() {
        Neighbour.Reply token = service.post("authscape", 8080, "/connect/token", compose.tokenRequest());
        assertThat(token.status()).as(token.body()).isEqualTo(200);
        String accessToken = token.json().path("access_token").asText();
        compose.isDocumented(Jwt.claims(accessToken));

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
        Neighbour insider = compose.inside("gateway");
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
                .send(compose.request("grant_type=client_credentials&client_id=nobody-directly&client_secret=x")
                        .header("X-Forwarded-For", "203.0.113.7")
                        .build());
        assertThat(direct.statusCode()).isEqualTo(401);
        assertThat(event("nobody-directly")).doesNotContain("203.0.113.7");
    }

    /**
     * What docs/docker.md says of a proxy in front of the port: told of it, Keycloak believes it. In a container beside the
     * one of {@code up}, whose logs others read.
     */
    @Test
    void aProxyOnThisMachineIsBelievedWhereKeycloakIsToldOfIt() {
        String node = "authscape-it-behind-a-proxy";
        int port = FreePorts.one();
        docker.ask(Map.of(), "", "docker", "rm", "--force", node);
        try {
            Docker.Answer run = project.ask(
                    Map.of("AUTHSCAPE_URL", "https://id.example.com", "AUTHSCAPE_PROXIES", project.thisMachine()),
                    "run",
                    "--detach",
                    "--no-deps",
                    "--name=" + node,
                    "--publish=127.0.0.1:" + port + ":8080",
                    "keycloak");
            assertThat(run.status()).as(run.text()).isZero();
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() ->
                            docker.inspect("{{.State.Health.Status}}", node).equals("healthy"));
            HttpResponse<String> reply = Wire.http1()
                    .send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/connect/token"))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("X-Forwarded-For", "203.0.113.7")
                            .POST(BodyPublishers.ofString(
                                    "grant_type=client_credentials&client_id=nobody-by-a-proxy&client_secret=x"))
                            .build());

            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(401);
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(docker.run("docker", "logs", node)
                            .lines()
                            .filter(line -> line.contains("clientId=\"nobody-by-a-proxy\"")))
                    .singleElement(STRING)
                    .contains("ipAddress=\"203.0.113.7\""));
        } finally {
            docker.ask(Map.of(), "", "docker", "rm", "--force", node);
        }
    }

    /** Keycloak's log line; the engine may be a moment behind with it. */
    private String event(String client) {
        for (int i = 0; i < 100; i++) {
            Optional<String> event = project.compose("logs", "keycloak")
                    .lines()
                    .filter(line -> line.contains("clientId=\"" + client + "\""))
                    .findFirst();
            if (event.isPresent()) {
                return event.get();
            }
        }
        throw new AssertionError("no event of " + client);
    }
}
