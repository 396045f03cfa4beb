package io.authscape.keycloak.connect;

import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;

/** AuthScape's endpoints of one realm: {@code /realms/{realm}/connect/…}. */
public final class ConnectResource {

    private final KeycloakSession session;

    ConnectResource(KeycloakSession session) {
        this.session = session;
    }

    @Path("token")
    public TokenResource token() {
        return new TokenResource(session);
    }

    @Path("introspect")
    public IntrospectionResource introspect() {
        return new IntrospectionResource(session, RootDoor.doorOf(session));
    }

    @Path("revocation")
    public RevocationResource revocation() {
        return new RevocationResource(session);
    }

    @Path("userinfo")
    public UserInfoResource userInfo() {
        return new UserInfoResource(session);
    }

    @Path("authorize")
    public AuthorizeResource authorize() {
        return new AuthorizeResource(session);
    }

    @Path("logout")
    public LogoutResource logout() {
        return new LogoutResource(session);
    }

    @Path(".well-known/openid-configuration")
    public DiscoveryResource openIdConfiguration() {
        return new DiscoveryResource(session, RootDoor.doorOf(session));
    }

    @Path(".well-known/oauth-authorization-server")
    public DiscoveryResource oauthAuthorizationServer() {
        return new DiscoveryResource(session, RootDoor.doorOf(session));
    }

    @Path(".well-known/jwks")
    public JwksResource jwks() {
        return new JwksResource(session);
    }
}
