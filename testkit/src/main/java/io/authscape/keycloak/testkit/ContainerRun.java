package io.authscape.keycloak.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One run of {@code kc.sh} in a container. */
final class ContainerRun extends KeycloakRun {

    /** Time in s that Keycloak has to end by itself. */
    private static final int END = 30;

    private static final String DATABASE_FILE = "keycloakdb.mv.db";

    private final DockerLauncher launcher;
    private final KeycloakContainer container;

    ContainerRun(DockerLauncher launcher, KeycloakContainer container) {
        this.launcher = launcher;
        this.container = container;
    }

    @Override
    String log() {
        return container.getContainerId() == null ? launcher.earlierLog() : launcher.earlierLog() + container.getLogs();
    }

    @Override
    Optional<String> end() {
        ContainerState state = container.getCurrentContainerInfo().getState();
        return Boolean.TRUE.equals(state.getRunning())
                ? Optional.empty()
                : Optional.of("ended with status " + state.getExitCodeLong());
    }

    @Override
    String place() {
        return "the log of " + container.getDockerImageName();
    }

    /** Ends Keycloak as {@code docker stop} does, keeps its log and its database, and removes the container. */
    @Override
    public void close() {
        String id = container.getContainerId();
        if (id == null) {
            return;
        }
        DockerClient docker = container.getDockerClient();
        try {
            docker.stopContainerCmd(id).withTimeout(END).exec();
        } catch (NotModifiedException endedBefore) {
            // All the better.
        }
        try {
            launcher.keep(log(), database(docker, id));
            Files.createDirectories(launcher.logFile().getParent());
            Files.writeString(launcher.logFile(), launcher.earlierLog());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            container.stop();
        }
    }

    /** All of it, as an archive, and its file for {@link DatabaseDump}. */
    private byte[] database(DockerClient docker, String id) throws IOException {
        Path file = Files.createDirectories(launcher.home().resolve("data/h2")).resolve(DATABASE_FILE);
        byte[] archive;
        // To its end before anything else is asked: until then Docker keeps the container locked.
        try (InputStream stream = docker.copyArchiveFromContainerCmd(id, KeycloakContainer.DATABASE)
                .exec()) {
            archive = stream.readAllBytes();
        } catch (NotFoundException noDatabaseYet) {
            return null;
        }
        container.copyFileFromContainer(KeycloakContainer.DATABASE + "/" + DATABASE_FILE, file.toString());
        return archive;
    }
}
