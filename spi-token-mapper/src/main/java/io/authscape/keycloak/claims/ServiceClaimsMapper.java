package io.authscape.keycloak.claims;

import com.google.auto.service.AutoService;
import io.authscape.keycloak.contract.AttributeNames;
import java.util.List;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * Gives the access token of a service (grant {@code client_credentials}) AuthScape's claims, and takes Keycloak's own
 * away: {@code iss sub client_id azp typ jti aud scope iat exp oi_prst} and the client's own claims. Tokens of people
 * pass untouched, and so do those of clients without {@value AttributeNames#PERMISSIONS}.
 */
@AutoService(ProtocolMapper.class)
public final class ServiceClaimsMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper {

    public static final String PROVIDER_ID = "oidc-authscape-service-claims-mapper";

    /** After all of Keycloak's mappers, whose highest priority is 50, and after what an admin adds. */
    static final int LAST = 1000;

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "AuthScape service claims";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Shapes the access token of a service account as AuthScape's identity server does: sub is the client"
                + " id, aud the resources of the granted scopes, and the client's own claims are added. Tokens of users"
                + " are left alone.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public int getPriority() {
        return LAST;
    }

    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        ClientModel client = context.getClientSession().getClient();
        if (!isOurs(client) || !isServiceAccount(userSession, client)) {
            return token;
        }
        ServiceSubject subject = ServiceSubject.required(client, session);
        return new ServiceToken(session, client, context).shape(token, subject, userSession);
    }

    @Override
    public IDToken transformIDToken(
            IDToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        ClientModel client = context.getClientSession().getClient();
        if (!isOurs(client) || !isServiceAccount(userSession, client)) {
            return token;
        }
        ServiceSubject subject = ServiceSubject.required(client, session);
        return ShapedToken.of(token, subject.isKeycloaks() ? token.getSubject() : subject.sub(), Map.of());
    }

    /** The scope that brings this mapper is the realm's default, so that clients made by hand have it too. */
    static boolean isOurs(ClientModel client) {
        return client.getAttribute(AttributeNames.PERMISSIONS) != null;
    }

    private static boolean isServiceAccount(UserSessionModel userSession, ClientModel client) {
        return client.getId().equals(userSession.getUser().getServiceAccountClientLink());
    }
}
