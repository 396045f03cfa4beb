package io.authscape.keycloak.cli;

import io.authscape.keycloak.testkit.KeycloakServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Command lines as an admin pastes them into bash, with Keycloak's own {@code kcadm.sh} of the tested distribution. */
final class AdminScript {

    private static final Path DISTRIBUTION = Path.of("..", "testkit", "target", "keycloak");

    private final KeycloakServer server;
    private final Path folder;

    /**
     * @param folder where kcadm.sh keeps that it has signed in
     */
    AdminScript(KeycloakServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Runs the lines in one shell, which ends at the first that fails; tells what all of them wrote. */
    String run(List<String> lines) {
        Path kcadm = DISTRIBUTION
                .resolve("keycloak-" + System.getProperty("keycloak.version"))
                .resolve("bin")
                .resolve("kcadm.sh")
                .toAbsolutePath()
                .normalize();
        String script = "set -e\nkcadm.sh() { \"" + kcadm + "\" \"$@\" --config \"" + folder.resolve("kcadm.config")
                + "\"; }\nkcadm.sh config credentials --server " + server.url()
                + " --realm master --user admin --password admin\nset -v\n" + String.join("\n", lines) + "\n";
        try {
            ProcessBuilder builder = new ProcessBuilder("bash", "-s").redirectErrorStream(true);
            // Each line is a JVM that lives for a second or two.
            builder.environment().put("KC_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
            Process bash = builder.start();
            bash.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
            bash.getOutputStream().close();
            String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (bash.waitFor() != 0) {
                throw new AssertionError("a command failed:\n" + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
