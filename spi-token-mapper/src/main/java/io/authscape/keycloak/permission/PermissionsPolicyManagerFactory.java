package io.authscape.keycloak.permission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyManager;
import org.keycloak.services.clientpolicy.ClientPolicyManagerFactory;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManagerFactory;

/** Makes {@link PermissionsPolicyManager} in place of Keycloak's own, under the same id. */
@AutoService(ClientPolicyManagerFactory.class)
public final class PermissionsPolicyManagerFactory extends DefaultClientPolicyManagerFactory {

    private static final int MOST_REALMS = 1_000;

    private final Cache<String, RealmPolicies> realms = Caffeine.newBuilder()
            .maximumSize(MOST_REALMS)
            .executor(Runnable::run) // no thread that outlives Keycloak's
            .build();

    @Override
    public ClientPolicyManager create(KeycloakSession session) {
        return new PermissionsPolicyManager(session, realms);
    }

    /** Of two factories with one id, Keycloak takes the higher. */
    @Override
    public int order() {
        return super.order() + 1;
    }
}
