package io.authscape.keycloak.claims;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Subjects of services that were found to be no user's id lately, so that not each token asks the database: Keycloak
 * remembers who exists, but not who doesn't. A user who exists is always found. One that comes later can have such an id
 * only by an import that says so, and is found after {@link #LIFE} at the latest.
 */
final class FreeSubjects {

    static final Duration LIFE = Duration.ofMinutes(10);
    static final int MOST = 10_000;

    /** Ids of users whom Keycloak has from elsewhere and whom it doesn't make itself: they may come at any time. */
    private static final String FEDERATED = "f:";

    private final Cache<Subject, Boolean> free;

    FreeSubjects() {
        this(Ticker.systemTicker());
    }

    FreeSubjects(Ticker ticker) {
        free = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LIFE)
                .ticker(ticker)
                .executor(Runnable::run) // no thread that outlives Keycloak's
                .build();
    }

    /**
     * Whether a subject is no user's.
     *
     * @param isUsers asks Keycloak
     */
    boolean isFree(String realm, String subject, Predicate<String> isUsers) {
        Subject key = new Subject(realm, subject);
        if (free.getIfPresent(key) != null) {
            return true;
        }
        if (isUsers.test(subject)) {
            return false;
        }
        if (!subject.startsWith(FEDERATED)) {
            free.put(key, true);
        }
        return true;
    }

    private record Subject(String realm, String subject) {}
}
