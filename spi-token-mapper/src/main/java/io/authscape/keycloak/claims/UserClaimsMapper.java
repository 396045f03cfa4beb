package io.authscape.keycloak.claims;

import com.google.auto.service.AutoService;
import io.authscape.keycloak.contract.AttributeNames;
import io.authscape.keycloak.contract.ClaimNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.oidc.mappers.AbstractOIDCProtocolMapper;
import org.keycloak.protocol.oidc.mappers.OIDCAccessTokenMapper;
import org.keycloak.protocol.oidc.mappers.OIDCIDTokenMapper;
import org.keycloak.protocol.oidc.mappers.UserInfoTokenMapper;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.IDToken;

/**
 * Gives a user's tokens, and the answer of userinfo, AuthScape's claims and takes Keycloak's own away. Tokens of
 * services pass untouched, and so do those of clients without {@value AttributeNames#PERMISSIONS}: AuthScape's own
 * Keycloak mode and Keycloak's consoles work with Keycloak's claims.
 */
@AutoService(ProtocolMapper.class)
public final class UserClaimsMapper extends AbstractOIDCProtocolMapper
        implements OIDCAccessTokenMapper, OIDCIDTokenMapper, UserInfoTokenMapper {

    public static final String PROVIDER_ID = "oidc-authscape-user-claims-mapper";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public String getDisplayType() {
        return "AuthScape user claims";
    }

    @Override
    public String getDisplayCategory() {
        return TOKEN_MAPPER_CATEGORY;
    }

    @Override
    public String getHelpText() {
        return "Shapes a user's access token, identity token and userinfo as AuthScape's identity server does: sub is"
                + " AuthScape's number of the user, roles and permissions come from realm roles with an AuthScape"
                + " number. Works for clients that a seed manages; tokens of others are left alone.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return UserAttributes.properties();
    }

    @Override
    public int getPriority() {
        return ServiceClaimsMapper.LAST;
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new BuiltInClientScopes());
    }

    @Override
    public AccessToken transformAccessToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        ClientModel client = context.getClientSession().getClient();
        if (!isOurs(client, userSession)) {
            return token;
        }
        String subject = UserSubject.required(userSession, client, numbers(mapper), session);
        AccessToken shaped = ShapedToken.of(token, client, GrantedScopes.of(token, context, session), subject);
        shaped.getOtherClaims().putAll(UserClaims.of(userSession.getUser(), UserAttributes.of(mapper)));
        return shaped;
    }

    /** As AuthScape's destinations have it: the name with scope profile, the roles with scope roles, nothing else. */
    @Override
    public IDToken transformIDToken(
            IDToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        ClientModel client = context.getClientSession().getClient();
        if (!isOurs(client, userSession)) {
            return token;
        }
        UserModel user = userSession.getUser();
        Map<String, Object> claims = new LinkedHashMap<>();
        if (isGranted(context, "profile")) {
            claims.put(ClaimNames.NAME, user.getUsername());
        }
        if (isGranted(context, "roles")) {
            UserClaims.putRole(claims, UserRoles.of(user));
        }
        String subject = UserSubject.required(userSession, client, numbers(mapper), session);
        return ShapedToken.of(token, subject, claims);
    }

    /** As AuthScape's {@code UserinfoController} has it: e-mail is the user's name, {@code role} always an array. */
    @Override
    public AccessToken transformUserInfoToken(
            AccessToken token,
            ProtocolMapperModel mapper,
            KeycloakSession session,
            UserSessionModel userSession,
            ClientSessionContext context) {
        if (!isOurs(context.getClientSession().getClient(), userSession)) {
            return token;
        }
        UserModel user = userSession.getUser();
        AccessToken answer = new AccessToken();
        ShapedToken.putForeign(token, answer);
        answer.subject(UserSubject.of(user, numbers(mapper)));
        if (isGranted(context, "email")) {
            answer.setEmail(user.getUsername());
            answer.setEmailVerified(user.isEmailVerified());
            answer.setGivenName(user.getFirstName());
            answer.setFamilyName(user.getLastName());
        }
        if (isGranted(context, "roles")) {
            answer.getOtherClaims().put(ClaimNames.ROLE, UserRoles.of(user).names());
        }
        return answer;
    }

    private static boolean isOurs(ClientModel client, UserSessionModel userSession) {
        return ServiceClaimsMapper.isOurs(client) && userSession.getUser().getServiceAccountClientLink() == null;
    }

    private static UserNumber numbers(ProtocolMapperModel mapper) {
        return new UserNumber(UserAttributes.of(mapper).number());
    }

    private static boolean isGranted(ClientSessionContext context, String scope) {
        return context.getClientScopesStream().anyMatch(granted -> scope.equals(granted.getName()));
    }
}
