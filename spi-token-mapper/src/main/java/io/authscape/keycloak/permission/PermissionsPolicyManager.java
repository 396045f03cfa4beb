package io.authscape.keycloak.permission;

import com.github.benmanes.caffeine.cache.Cache;
import io.authscape.keycloak.network.NetworksExecutor;
import io.authscape.keycloak.network.NetworksExecutorFactory;
import java.util.List;
import org.keycloak.common.Profile;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.securityprofile.SecurityProfileProvider;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManager;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * Keycloak's client policies. It reads a realm's policies and profiles from JSON at each event, twice for a token. Where
 * they come down to our executors for every client, as {@code authscape-realm.json} and {@code authscape setup} have it,
 * these are called without that. Anything else in them, and Keycloak does it all.
 */
final class PermissionsPolicyManager extends DefaultClientPolicyManager {

    private final KeycloakSession session;
    private final Cache<String, RealmPolicies> realms;

    PermissionsPolicyManager(KeycloakSession session, Cache<String, RealmPolicies> realms) {
        super(session);
        this.session = session;
        this.realms = realms;
    }

    @Override
    public void triggerOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        List<String> ours = Profile.isFeatureEnabled(Profile.Feature.CLIENT_POLICIES) && serverHasNone()
                ? policies(session.getContext().getRealm()).executors()
                : List.of();
        if (ours.isEmpty()) {
            super.triggerOnEvent(context);
            return;
        }
        for (String executor : ours) {
            executor(executor).executeOnEvent(context);
        }
    }

    private ClientPolicyExecutorProvider<?> executor(String id) {
        return id.equals(NetworksExecutorFactory.PROVIDER_ID)
                ? new NetworksExecutor(session)
                : new PermissionsExecutor(session);
    }

    /** Policies of the server's security profile come before those of a realm. */
    private boolean serverHasNone() {
        return session.getProvider(SecurityProfileProvider.class)
                .getDefaultClientPolicies()
                .isEmpty();
    }

    /** As they stand now: Keycloak itself brings a changed attribute to all nodes. */
    private RealmPolicies policies(RealmModel realm) {
        String policies = realm.getAttribute(Constants.CLIENT_POLICIES);
        String profiles = realm.getAttribute(Constants.CLIENT_PROFILES);
        RealmPolicies known = realms.getIfPresent(realm.getId());
        if (known != null && known.areOf(policies, profiles)) {
            return known;
        }
        RealmPolicies fresh = RealmPolicies.read(policies, profiles);
        realms.put(realm.getId(), fresh);
        return fresh;
    }
}
