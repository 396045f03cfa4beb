package io.authscape.keycloak.connect;

import io.authscape.keycloak.contract.AttributeNames;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;

/** The scopes that AuthScape's endpoints know: OpenIddict's own and those that a seed manages, none of Keycloak's. */
final class WireScopes {

    private static final Set<String> BUILT_IN = Set.of("openid", "offline_access", "email", "profile", "roles");

    private WireScopes() {}

    /** @throws WireException {@link WireError#SCOPE_UNKNOWN} */
    static void requireKnown(RealmModel realm, Collection<String> scopes) {
        if (!allKnown(realm, scopes)) {
            throw new WireException(WireError.SCOPE_UNKNOWN);
        }
    }

    static boolean allKnown(RealmModel realm, Collection<String> scopes) {
        if (BUILT_IN.containsAll(scopes)) {
            return true;
        }
        Set<String> managed = realm.getClientScopesStream()
                .filter(scope -> scope.getAttribute(AttributeNames.MANAGED_BY) != null)
                .map(ClientScopeModel::getName)
                .collect(Collectors.toSet());
        return scopes.stream().allMatch(scope -> BUILT_IN.contains(scope) || managed.contains(scope));
    }
}
