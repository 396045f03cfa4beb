package io.authscape.keycloak.cli;

/** Ends a command with an exit code and one sentence on stderr; an empty message means that all is said already. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
