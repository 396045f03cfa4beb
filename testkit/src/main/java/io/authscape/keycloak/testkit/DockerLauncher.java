package io.authscape.keycloak.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs {@code kc.sh} in containers, a new one for each start. Keycloak listens on the image's own ports there, which are
 * those of {@link FreePorts} on this machine's loopback. Its database goes from each container to the next one. Files of
 * this machine that an option names lie at the same place in the container.
 */
final class DockerLauncher implements Launcher {

    /** Of the process only: a container has a network of its own. */
    private static final List<String> LISTENING =
            List.of("--http-host=", "--http-port=", "--https-port=", "--http-management-port=");

    private final ServerImage image;
    private final Path home;
    private final Path log;
    private final String javaOptions;
    private final FreePorts ports;
    private final List<Path> providers;
    private final List<Path> realmFiles;
    private List<String> build = List.of();
    private String earlierLog = "";
    private byte[] database;

    private DockerLauncher(
            ServerImage image,
            Path home,
            Path log,
            String javaOptions,
            FreePorts ports,
            List<Path> providers,
            List<Path> realmFiles) {
        this.image = image;
        this.home = home;
        this.log = log;
        this.javaOptions = javaOptions;
        this.ports = ports;
        this.providers = image.missing(providers);
        this.realmFiles = image.missing(realmFiles);
    }

    /** @param home where the database of a container that has ended lies */
    static Launcher of(
            Path home, Path log, String javaOptions, FreePorts ports, List<Path> providers, List<Path> realmFiles) {
        ServerImage image = ServerImage.current(providers.isEmpty());
        DockerEngine.require(image);
        return new DockerLauncher(image, home, log, javaOptions, ports, providers, realmFiles);
    }

    /** In the container that is started, before Keycloak: the image stays as it is. */
    @Override
    public void build(List<String> arguments) {
        build = arguments;
    }

    @Override
    public KeycloakRun start(List<String> arguments) {
        List<String> start = new ArrayList<>(arguments);
        start.removeIf(DockerLauncher::isOfTheProcess);
        if (build.isEmpty()) {
            // An image may have been built for another one.
            start.add("--db=dev-file");
        }
        KeycloakContainer container = new KeycloakContainer(image.name())
                .onLoopback(ports)
                .withJavaOptions(javaOptions)
                .withOurs(providers, realmFiles)
                .withFiles(filesIn(start))
                .withDatabase(database)
                .running(build, start);
        container.start();
        return new ContainerRun(this, container);
    }

    String earlierLog() {
        return earlierLog;
    }

    Path home() {
        return home;
    }

    Path logFile() {
        return log;
    }

    /** What a container leaves behind. */
    void keep(String wholeLog, byte[] itsDatabase) {
        earlierLog = wholeLog;
        database = itsDatabase;
    }

    private static boolean isOfTheProcess(String argument) {
        return LISTENING.stream().anyMatch(argument::startsWith);
    }

    private static List<Path> filesIn(List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.contains("=/"))
                .flatMap(argument ->
                        Stream.of(argument.substring(argument.indexOf('=') + 1).split(",")))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
    }
}
