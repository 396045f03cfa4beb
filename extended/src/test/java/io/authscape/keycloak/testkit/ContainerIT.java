package io.authscape.keycloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;
import org.testcontainers.DockerClientFactory;

/** What the testkit promises of a Keycloak in a container; on the server of all tests of this run. */
@ExtendWith(KeycloakExtension.class)
class ContainerIT {

    private static final String CLIENT = "survives-a-restart";

    private final DockerClient docker = DockerClientFactory.lazyClient();
    private final ServerImage image = ServerImage.current(false);

    @AfterEach
    void removeWhatIsForeign() {
        ours(true)
                .filter(container -> !isOfThisJvm(container))
                .filter(container -> container.getNames()[0].startsWith("/testkit-"))
                .forEach(container -> docker.removeContainerCmd(container.getId())
                        .withForce(true)
                        .exec());
    }

    @Test
    void theServerIsAContainerOnLoopback(KeycloakServer server) {
        assertThat(ours(false).filter(ContainerIT::isOfThisJvm)).singleElement().satisfies(container -> {
            assertThat(container.getImage()).isEqualTo(image.name());
            assertThat(Stream.of(container.getPorts()).filter(port -> port.getPublicPort() != null))
                    .hasSize(3)
                    .allMatch(port -> "127.0.0.1".equals(port.getIp()))
                    .extracting(ContainerPort::getPublicPort)
                    .contains(URI.create(server.url()).getPort());
        });
    }

    @Test
    void whatKeycloakKnowsGoesFromOneContainerToTheNext(TestRealm realm) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(CLIENT);
        realm.create(client);
        String before = container().getId();
        int starts = starts(realm.server());

        assertThat(realm.server().databaseDump()).contains(CLIENT);

        assertThat(container().getId()).isNotEqualTo(before);
        assertThat(realm.client(CLIENT).toRepresentation().getClientId()).isEqualTo(CLIENT);
        assertThat(starts(realm.server())).as("the log goes on").isEqualTo(starts + 1);
    }

    @Test
    void whatAKilledJvmLeftBehindIsRemoved(KeycloakServer server) throws Exception {
        assertThat(server.log()).isNotEmpty();
        Process gone = new ProcessBuilder("true").start();
        long pid = gone.pid();
        gone.waitFor();
        String machine = ContainerOwner.self().split("/", -1)[0];
        String left = create("testkit-left-behind", machine + "/" + pid + "/0");
        String reused = create(
                "testkit-id-came-again", machine + "/" + ProcessHandle.current().pid() + "/1");
        String elsewhere = create("testkit-elsewhere", "another-machine/" + pid + "/0");

        DockerEngine.require(image);

        assertThat(ours(true).map(Container::getId))
                .contains(container().getId(), elsewhere)
                .doesNotContain(left, reused);
    }

    private String create(String name, String owner) {
        return docker.createContainerCmd(image.name())
                .withName(name + "-" + ProcessHandle.current().pid())
                .withLabels(Map.of(ContainerOwner.LABEL, owner))
                .exec()
                .getId();
    }

    private Container container() {
        return ours(false).filter(ContainerIT::isOfThisJvm).findFirst().orElseThrow();
    }

    private Stream<Container> ours(boolean stopped) {
        return docker
                .listContainersCmd()
                .withShowAll(stopped)
                .withLabelFilter(List.of(ContainerOwner.LABEL))
                .exec()
                .stream();
    }

    private static boolean isOfThisJvm(Container container) {
        return ContainerOwner.self().equals(container.getLabels().get(ContainerOwner.LABEL));
    }

    private static int starts(KeycloakServer server) {
        return (int)
                server.log().lines().filter(line -> line.contains("started in")).count();
    }
}
