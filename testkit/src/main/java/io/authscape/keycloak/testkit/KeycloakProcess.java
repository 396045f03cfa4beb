package io.authscape.keycloak.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of {@code kc.sh} as a process. */
final class KeycloakProcess extends KeycloakRun {

    private final Process process;
    private final Path log;

    KeycloakProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    void awaitSuccess() {
        try {
            if (!process.waitFor(READY.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw failed("did not end well");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Optional<String> end() {
        return process.isAlive() ? Optional.empty() : Optional.of("ended with status " + process.exitValue());
    }

    @Override
    String place() {
        return log.toString();
    }

    @Override
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Closes the watchdog's standard input, which ends Keycloak, and waits for that. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
