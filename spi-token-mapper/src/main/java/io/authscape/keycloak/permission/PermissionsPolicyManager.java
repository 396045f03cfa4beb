package io.authscape.keycloak.permission;

import com.github.benmanes.caffeine.cache.Cache;
import org.keycloak.common.Profile;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.securityprofile.SecurityProfileProvider;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.DefaultClientPolicyManager;

/**
 * Keycloak's client policies. It reads a realm's policies and profiles from JSON at each event, twice for a token. Where
 * they come down to our executor for every client, as {@code authscape-realm.json} and {@code authscape setup} have it,
 * the executor is called without that. Anything else in them, and Keycloak does it all.
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
        if (Profile.isFeatureEnabled(Profile.Feature.CLIENT_POLICIES)
                && serverHasNone()
                && policies(session.getContext().getRealm()).onlyPermissions()) {
            new PermissionsExecutor(session).executeOnEvent(context);
        } else {
            super.triggerOnEvent(context);
        }
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
