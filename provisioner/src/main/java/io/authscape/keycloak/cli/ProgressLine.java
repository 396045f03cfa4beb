package io.authscape.keycloak.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;

/** One line on a terminal that counts what is done; in a file or a log there is none. */
final class ProgressLine {

    private static final String BACK_AND_CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final long total;
    private final boolean shown;
    private final AtomicLong done = new AtomicLong();

    /**
     * @param shown whether somebody looks
     */
    ProgressLine(PrintWriter out, long total, boolean shown) {
        this.out = out;
        this.total = total;
        this.shown = shown;
    }

    void step() {
        long now = done.incrementAndGet();
        if (shown) {
            out.print(BACK_AND_CLEAR + "writing " + now + " of " + total);
            out.flush();
        }
    }

    void clear() {
        if (shown) {
            out.print(BACK_AND_CLEAR);
            out.flush();
        }
    }
}
