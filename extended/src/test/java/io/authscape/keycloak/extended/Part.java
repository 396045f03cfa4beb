package io.authscape.keycloak.extended;

import io.authscape.keycloak.testkit.CannotRun;
import io.authscape.keycloak.testkit.ProjectFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the extended tests, and what it needs of this machine. A part that can't run says so, and fails where it is
 * required: on CI, or with {@code -Dextended.required}.
 */
record Part(String name) {

    private static final Path SOURCES = ProjectFiles.root().resolve("extended/src/test");

    static Path sources(String folder) {
        return SOURCES.resolve(folder);
    }

    /** Makes sure of commands, each as {@code command=package}: what is missing is installed, if this may be done. */
    void needs(String... commands) {
        List<String> command = new ArrayList<>(
                List.of("bash", sources("debian").resolve("install-missing").toString()));
        command.addAll(List.of(commands));
        needs(new ProcessBuilder(command));
    }

    /** Runs what prepares this part; where that fails, the part can't run, and its last line says why. */
    void needs(ProcessBuilder preparation) {
        try {
            Process process = preparation.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                cannotRun(output.strip());
            }
        } catch (IOException e) {
            cannotRun(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Said of what runs, so that a log tells what was tested with what. */
    void runsWith(String what) {
        System.out.println("extended tests: " + name + " with " + what);
    }

    private void cannotRun(String why) {
        throw CannotRun.because("extended tests: " + name, why);
    }
}
