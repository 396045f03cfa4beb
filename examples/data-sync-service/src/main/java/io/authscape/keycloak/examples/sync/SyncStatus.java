package io.authscape.keycloak.examples.sync;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** How it goes, for whoever asks the health endpoint. */
final class SyncStatus {

    /**
     * One moment's truth.
     *
     * @param lastSuccess {@code null} before the first one
     * @param failures since the last success
     * @param trouble the last failure's message; {@code null} if there is none since the last success
     */
    record Snapshot(Instant lastSuccess, long items, int failures, String trouble) {}

    private final AtomicReference<Snapshot> now = new AtomicReference<>(new Snapshot(null, 0, 0, null));

    Snapshot now() {
        return now.get();
    }

    void succeeded(int items) {
        now.updateAndGet(before -> new Snapshot(Instant.now(), before.items() + items, 0, null));
    }

    /** Returns how many failures that makes in a row. */
    int failed(String trouble) {
        return now.updateAndGet(
                        before -> new Snapshot(before.lastSuccess(), before.items(), before.failures() + 1, trouble))
                .failures();
    }
}
