package io.authscape.keycloak.connect;

import io.authscape.keycloak.contract.AttributeNames;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;

/** The scopes that AuthScape's endpoints know: OpenIddict's own and those that a seed manages, none of Keycloak's. */
final class WireScopes {

    private static final Set<String> BUILT_IN = Set.of("openid", "offline_access", "email", "profile", "roles");

    private WireScopes() {}

    /**
     * Checks what a client asks for.
     *
     * @throws WireException {@link WireError#SCOPE_UNKNOWN}
     */
    static void requireKnown(RealmModel realm, String clientId, Collection<String> scopes) {
        if (!allKnown(realm, clientId, scopes)) {
            throw new WireException(WireError.SCOPE_UNKNOWN);
        }
    }

    /** A client mostly asks for what it has; only for another scope the realm's are gone through, many as they may be. */
    static boolean allKnown(RealmModel realm, String clientId, Collection<String> scopes) {
        Set<String> unknown = new HashSet<>(scopes);
        unknown.removeAll(BUILT_IN);
        if (!unknown.isEmpty()) {
            ClientModel client = ClientRefusal.known(realm, clientId);
            if (client != null) {
                client.getClientScopes(false).values().stream()
                        .filter(WireScopes::isManaged)
                        .forEach(scope -> unknown.remove(scope.getName()));
            }
        }
        if (!unknown.isEmpty()) {
            realm.getClientScopesStream()
                    .filter(scope -> unknown.contains(scope.getName()) && isManaged(scope))
                    .map(ClientScopeModel::getName)
                    .toList()
                    .forEach(unknown::remove);
        }
        return unknown.isEmpty();
    }

    private static boolean isManaged(ClientScopeModel scope) {
        return scope.getAttribute(AttributeNames.MANAGED_BY) != null;
    }
}
