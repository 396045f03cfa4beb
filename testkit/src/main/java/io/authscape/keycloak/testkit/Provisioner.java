package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line as its jar, for the tests of other modules: they seed realms as users do. */
public final class Provisioner {

    private static final Path JAR = Path.of("provisioner", "target", "authscape-provisioner.jar");

    private Provisioner() {}

    /**
     * Applies a seed to a realm.
     *
     * @param seed the file's text
     * @param env the values that it refers to
     */
    public static void apply(TestRealm realm, String seed, Map<String, String> env) {
        run(realm, seed, env, "apply", "-f", "-");
    }

    /**
     * Runs a command to its good end.
     *
     * @param stdin what it reads
     * @return what it said
     */
    public static String run(TestRealm realm, String stdin, Map<String, String> env, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                ProjectFiles.root().resolve(JAR).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "AUTHSCAPE_SERVER",
                        realm.server().url(),
                        "AUTHSCAPE_REALM",
                        realm.name(),
                        "AUTHSCAPE_USERNAME",
                        KeycloakServer.ADMIN,
                        "AUTHSCAPE_PASSWORD",
                        KeycloakServer.ADMIN_PASSWORD));
        builder.environment().putAll(env);
        try {
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(stdin.getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("'authscape " + arguments[0] + "' failed: " + said);
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
