package io.authscape.keycloak.cli;

/** What the process ends with; the numbers from 64 on are those of BSD's sysexits.h. */
final class ExitCodes {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int CHANGES_PENDING = 2;
    static final int USAGE = 64;
    static final int INVALID_SEED = 65;
    static final int UNREACHABLE = 69;
    static final int NOT_ALLOWED = 77;

    private ExitCodes() {}
}
