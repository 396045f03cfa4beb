package io.authscape.keycloak.connect;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
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
    public IntrospectionResource introspect(@Context ContainerRequestContext request) {
        return new IntrospectionResource(session, RootDoor.doorOf(request));
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
    public DiscoveryResource openIdConfiguration(@Context ContainerRequestContext request) {
        return new DiscoveryResource(session, RootDoor.doorOf(request));
    }

    @Path(".well-known/oauth-authorization-server")
    public DiscoveryResource oauthAuthorizationServer(@Context ContainerRequestContext request) {
        return new DiscoveryResource(session, RootDoor.doorOf(request));
    }

    @Path(".well-known/jwks")
    public JwksResource jwks() {
        return new JwksResource(session);
    }
}
