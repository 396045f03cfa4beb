package io.authscape.keycloak.examples.sync;

import com.fasterxml.jackson.core.type.TypeReference;
import io.authscape.keycloak.client.ApiClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Fetches what is pending, keeps each item, and only then tells the API that it is done: nothing gets lost in between. */
final class PendingItems implements Sync {

    private final ApiClient api;
    private final TargetFolder target;

    /** What the API has to say. */
    record Item(String id, String text) {}

    PendingItems(ApiClient api, TargetFolder target) {
        this.api = api;
        this.target = target;
    }

    @Override
    public int run(BooleanSupplier stopping) {
        int done = 0;
        for (Item item : api.get("/api/sync/pending", new TypeReference<List<Item>>() {})) {
            if (stopping.getAsBoolean()) {
                break;
            }
            target.keep(item.id(), item);
            api.put("/api/sync/" + segment(item.id()) + "/done", null, Void.class);
            done++;
        }
        return done;
    }

    private static String segment(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
