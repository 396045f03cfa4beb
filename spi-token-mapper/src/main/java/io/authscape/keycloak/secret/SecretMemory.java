package io.authscape.keycloak.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Which secrets this process has compared lately, so that a client's next token costs no PBKDF2. No secret is kept, only
 * its {@link SecretTag}. A client's list that has changed is forgotten at the next request, on whichever node: Keycloak
 * itself brings the new attribute to all of them.
 */
final class SecretMemory {

    static final int MOST_CLIENTS = 10_000;
    static final Duration IDLE = Duration.ofMinutes(10);
    static final Duration LIFE = Duration.ofHours(1);

    private final Cache<ClientKey, RememberedSecrets> clients;

    SecretMemory() {
        this(Ticker.systemTicker());
    }

    SecretMemory(Ticker ticker) {
        clients = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfterAccess(IDLE)
                .expireAfterWrite(LIFE)
                .ticker(ticker)
                .executor(Runnable::run) // no thread that outlives Keycloak's
                .build();
    }

    /**
     * What is known of a client's secrets.
     *
     * @param attribute the list as it stands now; null if there is none
     */
    RememberedSecrets of(ClientKey client, String attribute) {
        String text = attribute == null ? "" : attribute;
        RememberedSecrets known = clients.getIfPresent(client);
        if (known != null && known.isOf(text)) {
            return known;
        }
        RememberedSecrets fresh = new RememberedSecrets(text);
        clients.put(client, fresh);
        return fresh;
    }
}
