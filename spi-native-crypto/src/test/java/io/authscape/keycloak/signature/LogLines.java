package io.authscape.keycloak.signature;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a class has logged while this was open, as an admin sees it: from INFO on. */
final class LogLines implements AutoCloseable {

    /** Held here: the JDK forgets a logger that nobody holds, and its handlers with it. */
    private final Logger logger;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.INFO.intValue()) {
                lines.add(entry.getLevel() + " " + entry.getMessage() + (entry.getThrown() == null ? "" : " + stack"));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    LogLines(Class<?> category) {
        logger = Logger.getLogger(category.getName());
        logger.addHandler(handler);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
