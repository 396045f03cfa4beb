package io.authscape.keycloak.secret;

import com.google.auto.service.AutoService;
import io.authscape.keycloak.permission.ClientPermissions;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.authentication.AuthenticationFlowError;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.ClientAuthenticatorFactory;
import org.keycloak.authentication.authenticators.client.ClientAssertionState;
import org.keycloak.authentication.authenticators.client.ClientAuthUtil;
import org.keycloak.authentication.authenticators.client.JWTClientAuthenticator;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.Urls;

/**
 * Keycloak's {@code client-jwt}, which for a client with permissions also takes an assertion that was made for the root
 * issuer: that is the issuer that AuthScape's clients were built with. All else is Keycloak's: signature, life span, one
 * use of each {@code jti}.
 */
@AutoService(ClientAuthenticatorFactory.class)
public final class SignedJwtAuthenticator extends JWTClientAuthenticator {

    @Override
    public void authenticateClient(ClientAuthenticationFlowContext context) {
        Optional<ClientAssertionState> state = stateOfOurClient(context);
        Optional<ClientAssertion> assertion =
                state.map(ClientAssertionState::getClientAssertion).flatMap(ClientAssertion::parse);
        if (assertion.isPresent()) {
            if (!assertion.get().hasAcceptedType()) {
                refuseType(context, state.get());
                return;
            }
            translateAudience(context, state.get().getToken(), assertion.get());
        }
        super.authenticateClient(context);
    }

    /** Empty: Keycloak alone decides, also about what can't be read. */
    private Optional<ClientAssertionState> stateOfOurClient(ClientAuthenticationFlowContext context) {
        ClientAssertionState state;
        try {
            state = context.getState(ClientAssertionState.class, ClientAssertionState.supplier());
        } catch (Exception unreadable) {
            return Optional.empty();
        }
        return isOurs(clientOf(context, state)) ? Optional.of(state) : Optional.empty();
    }

    private boolean isOurs(ClientModel client) {
        return ClientPermissions.governs(client) && getId().equals(client.getClientAuthenticatorType());
    }

    private static ClientModel clientOf(ClientAuthenticationFlowContext context, ClientAssertionState state) {
        String subject = state.getToken() == null ? null : state.getToken().getSubject();
        return subject == null ? null : context.getRealm().getClientByClientId(subject);
    }

    /** The token that Keycloak will look at is a copy of the signed one, of this one authentication. */
    private static void translateAudience(
            ClientAuthenticationFlowContext context, JsonWebToken token, ClientAssertion assertion) {
        assertion
                .audience()
                .filter(audience -> RootAudience.is(audience, context.getSession()))
                .ifPresent(audience -> token.audience(Urls.realmIssuer(
                        context.getUriInfo().getBaseUri(), context.getRealm().getName())));
    }

    private static void refuseType(ClientAuthenticationFlowContext context, ClientAssertionState state) {
        ClientModel client = clientOf(context, state);
        context.getEvent().client(client);
        context.setClient(client);
        context.failure(
                AuthenticationFlowError.INVALID_CLIENT_CREDENTIALS,
                ClientAuthUtil.errorResponse(
                        Response.Status.BAD_REQUEST.getStatusCode(),
                        OAuthErrorException.INVALID_CLIENT,
                        "The client assertion has another type than client-authentication+jwt or JWT"));
    }

    /** Of two factories with one id, Keycloak takes the higher. */
    @Override
    public int order() {
        return super.order() + 1;
    }
}
