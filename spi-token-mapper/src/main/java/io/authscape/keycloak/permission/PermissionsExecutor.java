package io.authscape.keycloak.permission;

import io.authscape.keycloak.event.EndpointEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelAuthenticationRequestContext;
import org.keycloak.protocol.oidc.grants.device.clientpolicy.context.DeviceAuthorizationRequestContext;
import org.keycloak.protocol.oidc.par.clientpolicy.context.PushedAuthorizationRequestContext;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.context.LogoutRequestContext;
import org.keycloak.services.clientpolicy.context.TokenRevokeContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * What a client's permissions don't list is refused here, on every path to an endpoint, ours and Keycloak's. All events
 * that are looked at come after client authentication.
 *
 * <p>Client and form are taken from the session: the contexts of Keycloak 26.4 and 26.5 don't have them all.
 */
final class PermissionsExecutor
        implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {

    private final KeycloakSession session;

    PermissionsExecutor(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public String getProviderId() {
        return PermissionsExecutorFactory.PROVIDER_ID;
    }

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        switch (context.getEvent()) {
            case SERVICE_ACCOUNT_TOKEN_REQUEST,
                    TOKEN_REQUEST,
                    TOKEN_REFRESH,
                    RESOURCE_OWNER_PASSWORD_CREDENTIALS_REQUEST,
                    TOKEN_EXCHANGE_REQUEST,
                    DEVICE_TOKEN_REQUEST,
                    BACKCHANNEL_TOKEN_REQUEST,
                    JWT_AUTHORIZATION_GRANT ->
                require(check -> check.token(form(OAuth2Constants.GRANT_TYPE), scopes()));
            case AUTHORIZATION_REQUEST -> authorize((AuthorizationRequestContext) context);
            case PUSHED_AUTHORIZATION_REQUEST -> authorize((PushedAuthorizationRequestContext) context);
            case DEVICE_AUTHORIZATION_REQUEST -> authorize((DeviceAuthorizationRequestContext) context);
            case BACKCHANNEL_AUTHENTICATION_REQUEST -> authorize((BackchannelAuthenticationRequestContext) context);
            case TOKEN_INTROSPECT -> require(check -> check.endpoint(PermissionRefusal.INTROSPECTION_ENDPOINT));
            case TOKEN_REVOKE -> {
                require(check -> check.endpoint(PermissionRefusal.REVOCATION_ENDPOINT));
                new ServiceTokenRevocation(session).revoke(((TokenRevokeContext) context).getParams());
            }
            case LOGOUT_REQUEST -> logOut((LogoutRequestContext) context);
            case REGISTER, UPDATE ->
                new ClientRegistrationGuard(session.getContext().getRealm()).check((ClientCRUDContext) context);
            default -> {
                // before the client is known, after the token is made, or nothing that OpenIddict has a permission for
            }
        }
    }

    private void authorize(AuthorizationRequestContext context) throws ClientPolicyException {
        AuthorizationEndpointRequest request = context.getAuthorizationEndpointRequest();
        require(check -> check.authorization(
                request.getResponseType(),
                SpaceSeparated.words(request.getScope()),
                request.getCodeChallenge(),
                request.getCodeChallengeMethod()));
    }

    private void authorize(PushedAuthorizationRequestContext context) throws ClientPolicyException {
        AuthorizationEndpointRequest request = context.getRequest();
        require(check -> check.pushedAuthorization(
                request.getResponseType(),
                SpaceSeparated.words(request.getScope()),
                request.getCodeChallenge(),
                request.getCodeChallengeMethod()));
    }

    private void authorize(DeviceAuthorizationRequestContext context) throws ClientPolicyException {
        require(check -> check.deviceAuthorization(
                SpaceSeparated.words(context.getRequest().getScope())));
    }

    private void authorize(BackchannelAuthenticationRequestContext context) throws ClientPolicyException {
        require(check -> check.grant(
                OAuth2Constants.CIBA_GRANT_TYPE,
                SpaceSeparated.words(context.getRequest().getScope())));
    }

    /** Without parameters a browser's session ends, and the client is one of many that are told: none asked for it. */
    private void logOut(LogoutRequestContext context) throws ClientPolicyException {
        if (context.getParams() != null) {
            require(check -> check.endpoint(PermissionRefusal.END_SESSION_ENDPOINT));
        }
    }

    private void require(Function<PermissionCheck, Optional<MissingPermission>> question) throws ClientPolicyException {
        Optional<MissingPermission> missing =
                PermissionCheck.of(session.getContext().getClient()).flatMap(question);
        if (missing.isPresent()) {
            EndpointEvent.tell(
                    session, MissingPermission.EVENT_DETAIL, missing.get().permission());
            throw new ClientPolicyException(
                    missing.get().error(session.getContext().getRealm()),
                    missing.get().refusal().description());
        }
    }

    private List<String> scopes() {
        return SpaceSeparated.words(form(OAuth2Constants.SCOPE));
    }

    private String form(String parameter) {
        return session.getContext().getHttpRequest().getDecodedFormParameters().getFirst(parameter);
    }
}
