package io.authscape.keycloak.permission;

import com.google.auto.service.AutoService;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** Makes {@value #PROVIDER_ID}; the realm JSON brings the client profile and policy that switch it on. */
@AutoService(ClientPolicyExecutorProviderFactory.class)
public final class PermissionsExecutorFactory implements ClientPolicyExecutorProviderFactory {

    public static final String PROVIDER_ID = "authscape-permissions";

    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        return new PermissionsExecutor(session);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "Refuses what a client's attribute 'authscape.permissions' doesn't list, lets no client registration write"
                + " 'authscape.*' attributes, and makes Keycloak's revocation endpoint revoke AuthScape's service tokens."
                + " Needs a client policy with the condition 'any-client'.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
