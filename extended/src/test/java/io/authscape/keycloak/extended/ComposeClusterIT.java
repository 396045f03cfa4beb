package io.authscape.keycloak.extended;

import static org.assertj.core.api.Assertions.assertThat;

import io.authscape.keycloak.Wire;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code docker/compose.cluster.yaml}: two nodes behind a balancer. */
@Timeout(1200)
class ComposeClusterIT {

    private static final Part PART = new Part("compose cluster");
    private static final List<String> NODES = List.of("keycloak", "keycloak-2");
    private static final int SERVICES = 4;

    private static Docker docker;
    private static ComposeProject project;

    @BeforeAll
    static void up() {
        docker = Docker.engine(PART);
        Images.build(docker);
        project = new ComposeProject(
                docker, "authscape-it-cluster", "172.30.85.0/24", "compose.yaml", "compose.cluster.yaml");
        project.close();
        project.makeSecrets();
        project.compose("up", "--wait");
    }

    @AfterAll
    static void down() {
        if (project != null) {
            project.close();
        }
    }

    @Test
    void theNodesAreOneCluster() {
        for (String node : NODES) {
            assertThat(project.compose("logs", node))
                    .containsPattern("cluster view for channel \\S+ \\[[^]]*] \\(2\\)");
        }
    }

    @Test
    void aTokenOfOneNodeIsKnownToTheOther() {
        for (String issuing : NODES) {
            Neighbour.Reply token = node(issuing).post("127.0.0.1", 8080, "/connect/token", tokenRequest());
            assertThat(token.status()).as(token.body()).isEqualTo(200);
            for (String asked : NODES) {
                Neighbour.Reply introspection = node(asked)
                        .post(
                                "127.0.0.1",
                                8080,
                                "/connect/introspect",
                                "client_id=resource_server_1&client_secret=" + project.secret("resource-server-1")
                                        + "&token="
                                        + token.json().path("access_token").asText());
                assertThat(introspection.json().path("active").asBoolean())
                        .as("of %s, at %s: %s", issuing, asked, introspection)
                        .isTrue();
            }
        }
    }

    @Test
    void balancerAndGatewayKnowBothNodes() {
        for (String proxy : List.of("balancer", "gateway")) {
            for (String node : NODES) {
                assertThat(project.compose("logs", proxy))
                        .as(proxy)
                        .contains("to '" + project.address(node, "backend") + "' by '");
            }
        }
    }

    /** The Admin Console goes by the balancer, and services by the gateway, which knows both nodes, too. */
    @Test
    void theBalancerLeadsEverywhereAndTheGatewayToTokensAlone() {
        assertThat(Wire.http1()
                        .get(URI.create(project.loopback() + "/admin/master/console/"))
                        .statusCode())
                .isEqualTo(200);
        Neighbour service = Neighbour.on(docker, project.servicesNetwork());
        try {
            assertThat(service.post("authscape", 8080, "/connect/token", tokenRequest())
                            .status())
                    .isEqualTo(200);
            assertThat(service.get("authscape", 8080, "/admin/master/console/").status())
                    .isEqualTo(404);
            assertThat(service.reaches("balancer", 8080)).isFalse();
        } finally {
            service.leave();
        }
    }

    /** A node that dies takes along what it was answering, and nothing else. */
    @Test
    void aNodeThatIsKilledCostsItsRequestsInFlight() throws InterruptedException {
        try (ServiceLoad load = load("a node killed (`docker kill`)")) {
            load.awaitMore(50);
            docker.run("docker", "kill", project.container("keycloak-2"));
            load.awaitMore(200);
            Figures figures = load.stop();
            PART.runsWith(figures.row().strip());
            assertThat(figures.failed()).as("%s", figures).isLessThanOrEqualTo(SERVICES);
        } finally {
            project.compose("up", "--wait");
        }
        assertThat(token().statusCode()).isEqualTo(200);
    }

    /** As docs/docker.md says it: one node after the other, each as a new container; afterwards all is as it shall be. */
    @Test
    void aRollingRestartCostsNothing() throws InterruptedException {
        try (ServiceLoad load = load("both nodes made anew, one after the other")) {
            load.awaitMore(50);
            for (String node : NODES) {
                String before = project.container(node);
                project.compose("up", "--force-recreate", "--wait", node);
                assertThat(project.container(node)).isNotEqualTo(before);
                load.awaitMore(100);
            }
            Figures figures = load.stop();
            PART.runsWith(figures.row().strip());
            assertThat(figures.failures()).isEmpty();
        }
        List<String> restarted = NODES.stream().map(project::container).toList();
        project.compose("up", "--wait");
        assertThat(NODES.stream().map(project::container).toList()).isEqualTo(restarted);
    }

    private static ServiceLoad load(String what) {
        return ServiceLoad.start(
                what, SERVICES, Duration.ZERO, URI.create(project.loopback() + "/connect/token"), tokenRequest());
    }

    private static Neighbour node(String name) {
        return new Neighbour(docker, project.container(name));
    }

    private static HttpResponse<String> token() {
        return Wire.http1().post(URI.create(project.loopback() + "/connect/token"), tokenRequest());
    }

    private static String tokenRequest() {
        return "grant_type=client_credentials&client_id=background-service&client_secret="
                + project.secret("background-service") + "&scope=api1";
    }
}
