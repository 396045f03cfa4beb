package io.authscape.keycloak.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;

/**
 * Whose a container is: the JVM that made it. While that lives, it removes its containers itself, at its end at the
 * latest; those of a JVM that was killed are removed by the next one on this machine.
 */
final class ContainerOwner {

    static final String LABEL = "io.authscape.keycloak.testkit.owner";

    private final DockerClient docker;

    ContainerOwner(DockerClient docker) {
        this.docker = docker;
    }

    /** This JVM: machine, process id, and the time when it began, in ms, because ids come again. */
    static String self() {
        return of(ProcessHandle.current());
    }

    /** Removes what JVMs of this machine have left behind that don't live any more. */
    void removeLeftovers() {
        docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).exec().stream()
                .filter(container -> hasGone(container.getLabels().get(LABEL)))
                .forEach(container -> remove(container.getId()));
    }

    private void remove(String id) {
        try {
            docker.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException removedMeanwhile) {
            // By another JVM that begins, too.
        }
    }

    static boolean hasGone(String owner) {
        String[] parts = owner.split("/", -1);
        if (!parts[0].equals(machine())) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(parts[1]))
                .map(process -> !of(process).equals(owner))
                .orElse(true);
    }

    private static String of(ProcessHandle process) {
        long begin = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return machine() + "/" + process.pid() + "/" + begin;
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
