package io.authscape.keycloak.extended;

import io.authscape.keycloak.testkit.FreePorts;
import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of {@code docker/} under a project name, with secrets, a port and networks of its own. */
final class ComposeProject implements AutoCloseable {

    private static final Path FOLDER = ProjectFiles.root().resolve("docker");

    private final Docker docker;
    private final String name;
    private final List<String> files;
    private final Path secrets;
    private final int port;
    private final String subnet;
    private final Map<String, String> variables = new HashMap<>();

    /**
     * @param subnet of the backend network
     * @param files below {@code docker/}
     */
    ComposeProject(Docker docker, String name, String subnet, String... files) {
        this.docker = docker;
        this.name = name;
        this.files = List.of(files);
        this.secrets = Path.of("target", name, "secrets").toAbsolutePath();
        this.port = FreePorts.one();
        this.subnet = subnet;
        variables.put("AUTHSCAPE_SECRETS", secrets.toString());
        variables.put("AUTHSCAPE_PORT", Integer.toString(port));
        variables.put("AUTHSCAPE_BACKEND", subnet);
        variables.put("AUTHSCAPE_EDGE", edge());
        variables.put("AUTHSCAPE_NETWORK", servicesNetwork());
        variables.put("AUTHSCAPE_KEYCLOAK_IMAGE", Images.KEYCLOAK);
        variables.put("AUTHSCAPE_PROVISIONER_IMAGE", Images.PROVISIONER);
        // As root, make-secrets hands the files to this one; as anybody else, they stay the caller's.
        variables.put("AUTHSCAPE_UID", "0".equals(userId()) ? "1000" : userId());
    }

    /** Writes a secret that people chose themselves. */
    void chooseSecret(String secret, String value) {
        try {
            Files.createDirectories(secrets);
            Files.writeString(secrets.resolve(secret), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void makeSecrets() {
        docker.run(
                Map.of("AUTHSCAPE_SECRETS", secrets.toString()),
                FOLDER.resolve("make-secrets").toString());
    }

    String secret(String secret) {
        return ProjectText.read(secrets.resolve(secret));
    }

    Path secretFile(String secret) {
        return secrets.resolve(secret);
    }

    /** Runs {@code docker compose}; it must end well. */
    String compose(String... arguments) {
        return docker.run(variables, command(arguments));
    }

    /** Runs {@code docker compose} with some variables changed, however it ends. */
    Docker.Answer ask(Map<String, String> changes, String... arguments) {
        Map<String, String> all = new HashMap<>(variables);
        all.putAll(changes);
        return docker.ask(all, "", command(arguments));
    }

    private String[] command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "compose", "--progress=plain", "-p", name));
        for (String file : files) {
            command.add("-f");
            command.add(FOLDER.resolve(file).toString());
        }
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    /** The id of a service's container, also of one that has ended. */
    String container(String service) {
        return compose("ps", "--all", "--quiet", service).strip();
    }

    List<String> containers() {
        return compose("ps", "--all", "--quiet").lines().toList();
    }

    /** A container's address on one of the project's networks. */
    String address(String service, String network) {
        String full = network.equals("services") ? servicesNetwork() : name + "_" + network;
        return docker.inspect("{{(index .NetworkSettings.Networks \"" + full + "\").IPAddress}}", container(service));
    }

    String servicesNetwork() {
        return name + "-services";
    }

    private String edge() {
        return subnet.replace("172.30.", "172.29.");
    }

    /** What a proxy on this machine is to Keycloak: the first address of the network that leads out. */
    String thisMachine() {
        return edge().replace(".0/24", ".1");
    }

    String backendNetwork() {
        return name + "_backend";
    }

    String url() {
        return "http://localhost:" + port;
    }

    /** To the port of this machine; not by name, since that may be ::1, where nobody listens. */
    String loopback() {
        return "http://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /** All that there is of the project goes, its database, too. */
    @Override
    public void close() {
        docker.ask(variables, "", command("down", "--volumes", "--remove-orphans", "--timeout", "1"));
    }

    private String userId() {
        return docker.run("id", "-u").strip();
    }
}
