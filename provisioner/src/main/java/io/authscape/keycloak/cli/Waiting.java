package io.authscape.keycloak.cli;

import io.authscape.keycloak.keycloak.KeycloakFailure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Tries until a server that is still starting answers; whatever else is wrong ends it at once. */
final class Waiting {

    /** Sleeps. */
    interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Terminal terminal;
    private final URI server;
    private final Duration patience;
    private final InstantSource clock;
    private final Pause pause;

    /**
     * @param patience zero for one try
     */
    Waiting(Terminal terminal, URI server, Duration patience) {
        this(terminal, server, patience, InstantSource.system(), time -> Thread.sleep(time.toMillis()));
    }

    Waiting(Terminal terminal, URI server, Duration patience, InstantSource clock, Pause pause) {
        this.terminal = terminal;
        this.server = server;
        this.patience = patience;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * @throws CommandFailure with the last reason, if the server isn't there in time
     */
    <T> T until(Supplier<T> attempt) {
        Instant deadline = clock.instant().plus(patience);
        for (boolean told = false; ; told = true) {
            try {
                return attempt.get();
            } catch (KeycloakFailure | NotYetException e) {
                if (e instanceof KeycloakFailure failure && !failure.mayPass()) {
                    throw e;
                }
                if (!clock.instant().plus(PAUSE).isBefore(deadline) || !sleep()) {
                    throw new CommandFailure(ExitCodes.UNREACHABLE, e.getMessage() + waited());
                }
                if (!told) {
                    terminal.err()
                            .println("waiting up to " + patience.toSeconds() + " s for " + server + ": "
                                    + e.getMessage());
                }
            }
        }
    }

    private String waited() {
        return patience.isZero() ? "" : " (waited " + patience.toSeconds() + " s)";
    }

    private boolean sleep() {
        try {
            pause.last(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
