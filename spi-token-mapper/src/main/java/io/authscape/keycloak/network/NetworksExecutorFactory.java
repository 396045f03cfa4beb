package io.authscape.keycloak.network;

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
public final class NetworksExecutorFactory implements ClientPolicyExecutorProviderFactory {

    public static final String PROVIDER_ID = "authscape-networks";

    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        return new NetworksExecutor(session);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getHelpText() {
        return "Gives a client tokens only where it is in the networks of its attribute 'authscape.networks', if it has"
                + " one. Needs a client policy with the condition 'any-client'; behind a proxy, the server's option"
                + " 'proxy-headers'.";
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
