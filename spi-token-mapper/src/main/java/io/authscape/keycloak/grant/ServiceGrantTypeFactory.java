package io.authscape.keycloak.grant;

import com.google.auto.service.AutoService;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantTypeFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;

/** Makes {@link ServiceGrantType} in place of Keycloak's own, under the same id. */
@AutoService(OAuth2GrantTypeFactory.class)
public final class ServiceGrantTypeFactory extends ClientCredentialsGrantTypeFactory {

    private final OfflineAccessScope offlineAccess = new OfflineAccessScope();

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new ServiceGrantType(offlineAccess);
    }

    /** Of two factories with one id, Keycloak takes the higher. */
    @Override
    public int order() {
        return super.order() + 1;
    }
}
