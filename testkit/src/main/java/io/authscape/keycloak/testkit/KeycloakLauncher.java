package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Runs {@code kc.sh} of one home as a process, under the script that ends it together with this JVM. */
final class KeycloakLauncher implements Launcher {

    private static final String WATCHDOG = "run-until-stdin-closes.sh";

    /** Tests run each path a few times only: the second compiler would cost more than it gains. */
    static final String FOR_TESTS = "-XX:TieredStopAtLevel=1";

    static final String HEAP = "-Xms128m -Xmx768m";

    private final Path home;
    private final Path log;
    private final String javaOptions;

    KeycloakLauncher(Path home, Path log, String javaOptions) {
        this.home = home;
        this.log = log;
        this.javaOptions = javaOptions;
    }

    @Override
    public void build(List<String> arguments) {
        try (KeycloakProcess process = start(arguments)) {
            process.awaitSuccess();
        }
    }

    @Override
    public KeycloakProcess start(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add("bash");
        command.add(watchdog().toString());
        command.add(home.resolve("bin/kc.sh").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", KeycloakServer.ADMIN);
        builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", KeycloakServer.ADMIN_PASSWORD);
        builder.environment().put("JAVA_OPTS_KC_HEAP", HEAP);
        builder.environment().put("JAVA_OPTS_APPEND", javaOptions);
        try {
            return new KeycloakProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("can't start Keycloak", e);
        }
    }

    private Path watchdog() {
        Path script = home.resolve("bin").resolve(WATCHDOG);
        try (InputStream in = KeycloakLauncher.class.getResourceAsStream(WATCHDOG)) {
            Files.copy(in, script, StandardCopyOption.REPLACE_EXISTING);
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
