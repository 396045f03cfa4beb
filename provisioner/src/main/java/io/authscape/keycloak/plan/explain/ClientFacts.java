package io.authscape.keycloak.plan.explain;

import io.authscape.keycloak.plan.ClientState;
import io.authscape.keycloak.plan.ScopeState;
import io.authscape.keycloak.plan.UserState;
import java.util.List;
import java.util.Map;

/**
 * What counts for the requests of one client.
 *
 * @param client {@code null} if there is none
 * @param idOfUser whether the client id is also a user's Keycloak id
 * @param actsAs who carries the number as whom the client acts
 * @param scopes all client scopes of the realm by name
 */
public record ClientFacts(
        ClientState client, boolean idOfUser, List<UserState> actsAs, Map<String, ScopeState> scopes) {

    public ClientFacts {
        actsAs = List.copyOf(actsAs);
        scopes = Map.copyOf(scopes);
    }
}
