package io.authscape.keycloak.examples.api;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Stands for a database: the pending items of each company, in memory. */
@Component
class SyncItems {

    private final Map<Company, Map<String, SyncItem>> pending = new ConcurrentHashMap<>();

    SyncItems() {
        add(new Company("1"), "1-a", "first of company 1");
        add(new Company("1"), "1-b", "second of company 1");
        add(new Company("1"), "1-c", "third of company 1");
        add(new Company("2"), "2-a", "first of company 2");
    }

    private void add(Company company, String id, String text) {
        pending.computeIfAbsent(company, unseen -> new ConcurrentHashMap<>()).put(id, new SyncItem(id, text));
    }

    List<SyncItem> pending(Company company) {
        return pending.getOrDefault(company, Map.of()).values().stream()
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    /** Whether the company had it: another company's item is as unknown as none. */
    boolean done(Company company, String id) {
        return pending.getOrDefault(company, Map.of()).remove(id) != null;
    }
}
