package io.authscape.keycloak.cli;

import java.util.concurrent.atomic.AtomicLong;

/** One line on a terminal that counts what is done; in a file or a log there is none. */
final class ProgressLine {

    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final Terminal terminal;
    private final long total;
    private final boolean shown;
    private final AtomicLong done = new AtomicLong();

    ProgressLine(Terminal terminal, long total) {
        this.terminal = terminal;
        this.total = total;
        this.shown = terminal.isInteractive();
    }

    void step() {
        long now = done.incrementAndGet();
        if (shown) {
            terminal.err().print(BACK_AND_CLEAR + "writing " + now + " of " + total);
            terminal.err().flush();
        }
    }

    void clear() {
        if (shown) {
            terminal.err().print(BACK_AND_CLEAR);
            terminal.err().flush();
        }
    }
}
