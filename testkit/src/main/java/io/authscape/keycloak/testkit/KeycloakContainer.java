package io.authscape.keycloak.testkit;

import com.github.dockerjava.api.command.CreateContainerCmd;
import dasniko.testcontainers.keycloak.ExtendableKeycloakContainer;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.utility.MountableFile;

/** A container for one run of Keycloak, with what {@link KeycloakLauncher} gives a process. */
final class KeycloakContainer extends ExtendableKeycloakContainer<KeycloakContainer> {

    static final String HOME = "/opt/keycloak/";

    /** The image's {@code data} belongs to the user that Keycloak runs as; what is copied into it doesn't. */
    static final String DATABASE = HOME + "data/h2";

    private static final int HTTP = 8080;
    private static final int HTTPS = 8443;
    private static final int MANAGEMENT = 9000;

    /** Root owns what is copied into a container, and Keycloak reads it. */
    private static final int READABLE = 0644;

    /** {@code kc.sh} with the arguments before "--", then with those behind it. */
    private static final String BUILD_AND_START = """
            build=()
            while [ "$1" != -- ]; do build+=("$1"); shift; done
            shift
            /opt/keycloak/bin/kc.sh "${build[@]}" && exec /opt/keycloak/bin/kc.sh "$@"
            """;

    private String javaOptions = "";
    private List<String> command = List.of();
    private byte[] database;

    KeycloakContainer(String image) {
        super(image);
        // Not the library's own, by which an image that is older than a day is pulled.
        withImagePullPolicy(PullPolicy.defaultPolicy());
        withLabel(ContainerOwner.LABEL, ContainerOwner.self());
    }

    KeycloakContainer onLoopback(FreePorts ports) {
        setPortBindings(List.of(
                "127.0.0.1:" + ports.http() + ":" + HTTP,
                "127.0.0.1:" + ports.https() + ":" + HTTPS,
                "127.0.0.1:" + ports.management() + ":" + MANAGEMENT));
        return this;
    }

    KeycloakContainer withJavaOptions(String options) {
        javaOptions = options;
        return this;
    }

    KeycloakContainer withOurs(List<Path> providers, List<Path> realmFiles) {
        withProviderLibsFrom(providers.stream().map(Path::toFile).toList());
        realmFiles.forEach(file -> copy(file, HOME + "data/import/" + file.getFileName()));
        return this;
    }

    /** Files that lie where they lie here. */
    KeycloakContainer withFiles(List<Path> files) {
        files.forEach(file -> copy(file, file.toString()));
        return this;
    }

    /**
     * Goes on where another container has ended.
     *
     * @param archive of {@link #DATABASE}, with its owners; {@code null}: begins anew
     */
    KeycloakContainer withDatabase(byte[] archive) {
        database = archive;
        return this;
    }

    /** @param build what {@code kc.sh} gets first, if anything */
    KeycloakContainer running(List<String> build, List<String> start) {
        if (build.isEmpty()) {
            command = start;
            return this;
        }
        // Else the library sets options of the build for the start, too.
        withOptimizedFlag();
        withCreateContainerCmdModifier(
                (CreateContainerCmd create) -> create.withEntrypoint("bash", "-c", BUILD_AND_START, "kc.sh"));
        command = new ArrayList<>(build);
        command.add("--");
        command.addAll(start);
        return this;
    }

    @Override
    protected void configure() {
        super.configure();
        withEnv("JAVA_OPTS_KC_HEAP", KeycloakLauncher.HEAP);
        withEnv("JAVA_OPTS_APPEND", javaOptions);
        setCommand(command.toArray(String[]::new));
    }

    @Override
    protected void containerIsCreated(String id) {
        if (database != null) {
            getDockerClient()
                    .copyArchiveToContainerCmd(id)
                    .withRemotePath(HOME + "data")
                    .withTarInputStream(new ByteArrayInputStream(database))
                    .exec();
        }
    }

    /** {@link KeycloakRun#awaitReady} waits, which also sees when Keycloak ends. */
    @Override
    protected void waitUntilContainerStarted() {
        // Not here.
    }

    private void copy(Path file, String target) {
        withCopyFileToContainer(MountableFile.forHostPath(file, READABLE), target);
    }
}
