package io.authscape.keycloak.testkit;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.images.RemoteDockerImage;
import org.testcontainers.utility.DockerImageName;

/**
 * The Docker engine of this machine.
 *
 * <p>The classes of Testcontainers are there with {@code -Dkeycloak.mode=docker} only, so this one and those that use it
 * are named where that mode is asked for, and nowhere else.
 */
final class DockerEngine {

    private static final String WHAT = "Keycloak in a container";

    private DockerEngine() {}

    /** Makes sure that it answers and has the image; removes containers that were left behind. */
    static void require(ServerImage image) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw CannotRun.because(
                    WHAT,
                    "no Docker engine answers; start one, or on Debian, by root: eval \"$(.ci/docker-engine.sh start)\"");
        }
        try {
            String unused = new RemoteDockerImage(DockerImageName.parse(image.name()))
                    .withImagePullPolicy(PullPolicy.defaultPolicy())
                    .get();
        } catch (ContainerFetchException e) {
            throw CannotRun.because(WHAT, "the image " + image.name() + " isn't here and can't be pulled");
        }
        new ContainerOwner(DockerClientFactory.lazyClient()).removeLeftovers();
    }
}
