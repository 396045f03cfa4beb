package io.authscape.keycloak.grant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Where a realm's scope {@code offline_access} is. Keycloak finds it by its name among all scopes of the realm, and twice for
 * each token, however many there are. Here its id is remembered and what it leads to looked at each time, so that a scope
 * that was renamed, removed or made anew counts at once.
 */
final class OfflineAccessScope {

    private static final int MOST_REALMS = 10_000;

    private final Cache<String, String> ids = Caffeine.newBuilder()
            .maximumSize(MOST_REALMS)
            .executor(Runnable::run) // no thread that outlives Keycloak's
            .build();

    /** What {@link KeycloakModelUtils#getClientScopeByName} finds; none in a realm without such a scope. */
    Optional<ClientScopeModel> of(RealmModel realm) {
        Optional<ClientScopeModel> remembered = Optional.ofNullable(ids.getIfPresent(realm.getId()))
                .map(realm::getClientScopeById)
                .filter(OfflineAccessScope::isNamed);
        return remembered.isPresent() ? remembered : search(realm);
    }

    private Optional<ClientScopeModel> search(RealmModel realm) {
        Optional<ClientScopeModel> found = realm.getClientScopesStream()
                .filter(OfflineAccessScope::isNamed)
                .findFirst();
        found.ifPresent(scope -> ids.put(realm.getId(), scope.getId()));
        return found;
    }

    private static boolean isNamed(ClientScopeModel scope) {
        return OAuth2Constants.OFFLINE_ACCESS.equals(scope.getName());
    }
}
