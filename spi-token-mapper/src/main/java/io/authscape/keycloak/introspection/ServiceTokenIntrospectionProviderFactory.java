package io.authscape.keycloak.introspection;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.protocol.oidc.TokenIntrospectionProviderFactory;

/** Takes the place of Keycloak's own factory of the same id, by its order. */
@AutoService(TokenIntrospectionProviderFactory.class)
public final class ServiceTokenIntrospectionProviderFactory extends AccessTokenIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new ServiceTokenIntrospectionProvider(session);
    }

    @Override
    public int order() {
        return 10;
    }
}
