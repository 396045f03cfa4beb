package io.authscape.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.authscape.keycloak.claims.ServiceToken;
import io.authscape.keycloak.claims.ShapedToken;
import io.authscape.keycloak.claims.UserNumber;
import io.authscape.keycloak.contract.ClaimNames;
import io.authscape.keycloak.issuer.RootIssuer;
import io.authscape.keycloak.permission.ClientPermissions;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.services.util.UserSessionUtil.UserSessionValidationResult;
import org.keycloak.util.JsonSerialization;

/**
 * Introspection that knows AuthScape's tokens. A service token's {@code sub} leads Keycloak to no user, so that it would
 * call it inactive; its issuer may be AuthScape's. All other checks stay Keycloak's, for these and for all other tokens.
 */
final class ServiceTokenIntrospectionProvider extends AccessTokenIntrospectionProvider<AccessToken> {

    ServiceTokenIntrospectionProvider(KeycloakSession session) {
        super(session);
    }

    @Override
    public Response introspect(String token, EventBuilder event) {
        Response response = super.introspect(token, event);
        return isOurs() && !this.token.getOtherClaims().containsKey(ClaimNames.USERNAME)
                ? withoutUsername(response)
                : response;
    }

    private boolean isOurs() {
        return token != null && ShapedToken.isOurs(token);
    }

    /** Keycloak's own check takes no issuer but the realm's. */
    @Override
    protected boolean verifyToken(String text) {
        Optional<String> root = RootIssuer.possible(session);
        if (root.isEmpty() || !root.get().equals(issuerOf(text))) {
            return super.verifyToken(text);
        }
        AccessToken verified = session.tokens().decode(text, AccessToken.class);
        if (verified == null || !ServiceToken.isShaped(verified)) {
            eventBuilder.detail(Details.REASON, "Access token JWT check failed").error(Errors.INVALID_TOKEN);
            return false;
        }
        token = verified;
        eventBuilder.detail(Details.TOKEN_ID, token.getId()).detail(Details.TOKEN_TYPE, token.getType());
        return true;
    }

    /** Null: it's no token at all, which Keycloak will say itself. */
    private static String issuerOf(String text) {
        try {
            return new JWSInput(text).readJsonContent(AccessToken.class).getIssuer();
        } catch (JWSInputException noToken) {
            return null;
        }
    }

    @Override
    protected UserSessionValidationResult verifyUserSession() {
        if (!ServiceToken.isShaped(token) || token.getSessionId() != null) {
            return super.verifyUserSession();
        }
        String subject = token.getSubject();
        token.setSubject(userBehind(subject));
        try {
            return super.verifyUserSession();
        } finally {
            token.setSubject(subject);
        }
    }

    /** Null: nobody any more, so that Keycloak finds nobody. */
    private String userBehind(String subject) {
        UserModel user = UserNumber.isNumber(subject)
                ? UserNumber.of(client).onlyHolder(session, realm, subject).orElse(null)
                : session.users().getServiceAccount(client);
        return user == null ? null : user.getId();
    }

    /**
     * What a token of ours says was decided when it was signed, as in OpenIddict; Keycloak would run its mappers again.
     * Only the issuer is that of the door, here Keycloak's.
     */
    @Override
    public AccessToken transformAccessToken(AccessToken token, UserSessionModel userSession) {
        if (!ShapedToken.isOurs(token)) {
            return super.transformAccessToken(token, userSession);
        }
        token.issuer(Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
        return token;
    }

    /** Keycloak up to 26.5 never asks. */
    @Override
    protected boolean verifyAudience() {
        ClientModel caller = session.getContext().getClient();
        boolean openIddicts = OpenIddictAudience.appliesTo(session) && ClientPermissions.governs(caller);
        return openIddicts ? OpenIddictAudience.allows(token, caller.getClientId()) : super.verifyAudience();
    }

    /** Keycloak adds the user's name; beside a {@code sub} that is no number, AuthScape's API fails on it. */
    private static Response withoutUsername(Response response) {
        try {
            ObjectNode body = (ObjectNode) JsonSerialization.mapper.readTree((byte[]) response.getEntity());
            body.remove(ClaimNames.USERNAME);
            return Response.fromResponse(response)
                    .entity(JsonSerialization.writeValueAsBytes(body))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
