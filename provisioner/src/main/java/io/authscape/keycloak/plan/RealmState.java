package io.authscape.keycloak.plan;

import java.util.Map;

/**
 * What a realm has, as far as a seed is concerned.
 *
 * @param scopes all client scopes by name
 * @param clients those of the seed's clients that exist, by client id
 */
public record RealmState(Map<String, ScopeState> scopes, Map<String, ClientState> clients) {

    public RealmState {
        scopes = Map.copyOf(scopes);
        clients = Map.copyOf(clients);
    }
}
