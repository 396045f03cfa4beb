package io.authscape.keycloak.plan;

import java.util.List;
import java.util.Map;

/**
 * What a realm has, as far as a seed is concerned.
 *
 * @param roles all realm roles by name, if asked for
 * @param scopes all client scopes by name
 * @param clients those of the seed's clients that exist, by client id
 * @param users those who carry one of the numbers asked for, by number
 */
public record RealmState(
        Map<String, RoleState> roles,
        Map<String, ScopeState> scopes,
        Map<String, ClientState> clients,
        Map<Long, List<UserState>> users) {

    public RealmState {
        roles = Map.copyOf(roles);
        scopes = Map.copyOf(scopes);
        clients = Map.copyOf(clients);
        users = Map.copyOf(users);
    }
}
