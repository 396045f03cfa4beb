package io.authscape.keycloak.connect;

import com.google.auto.service.AutoService;
import io.authscape.keycloak.issuer.RootRealms;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** {@code /realms/{realm}/connect/…}: Keycloak takes the path segment from this provider's id. */
@AutoService(RealmResourceProviderFactory.class)
public final class ConnectResourceProviderFactory
        implements RealmResourceProviderFactory, ServerInfoAwareProviderFactory {

    public static final String PROVIDER_ID = "connect";

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new ConnectResourceProvider(session);
    }

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    /** Shows in the Admin Console under "Provider info". */
    @Override
    public Map<String, String> getOperationalInfo() {
        String version = getClass().getPackage().getImplementationVersion();
        return Map.of("Version", version == null ? "unknown" : version);
    }

    /** A mistake in the options of {@link RootRealms} ends Keycloak's start. */
    @Override
    public void init(Config.Scope config) {
        RootRealms.configure(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
