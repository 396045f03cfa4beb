package io.authscape.keycloak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the JVM that started a server, the server ends, and what the server started ends with it. */
class WatchdogTest {

    /** Starts a child as kc.sh starts its java, tells the child's process id, and waits for it. */
    private static final String SERVER = "sleep 300 & echo $!; wait";

    @TempDir
    private Path folder;

    private Path watchdog;

    @BeforeEach
    void copyScript() throws Exception {
        watchdog = folder.resolve("watchdog.sh");
        try (var in = KeycloakLauncher.class.getResourceAsStream("run-until-stdin-closes.sh")) {
            Files.copy(in, watchdog, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void endsTheServerWhenItsStandardInputCloses() throws Exception {
        Process process = new ProcessBuilder("bash", watchdog.toString(), "bash", "-c", SERVER).start();
        ProcessHandle child = childOf(process);

        process.getOutputStream().close();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertEnds(child);
    }

    @Test
    void endsTheServerWhenTheJvmIsKilled() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path source = Files.writeString(folder.resolve("Holder.java"), """
                public class Holder {
                    public static void main(String[] command) throws Exception {
                        Process process = new ProcessBuilder(command).start();
                        process.getInputStream().transferTo(System.out);
                    }
                }
                """);
        Process jvm = new ProcessBuilder(
                        List.of(java, source.toString(), "bash", watchdog.toString(), "bash", "-c", SERVER))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ProcessHandle child = childOf(jvm);

        jvm.destroyForcibly(); // SIGKILL: no shutdown hook runs

        assertEnds(child);
    }

    @Test
    void endsWithTheServersStatus() throws Exception {
        Process process = new ProcessBuilder("bash", watchdog.toString(), "bash", "-c", "exit 7").start();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(7);
    }

    private static ProcessHandle childOf(Process process) throws Exception {
        String pid = process.inputReader().readLine();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void assertEnds(ProcessHandle process) {
        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(30));
    }
}
