package io.authscape.keycloak.network;

import java.util.Optional;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.IdentityBrokeringAPIContext;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * A client with a list of networks gets tokens from nowhere else, on every path to an endpoint, ours and Keycloak's.
 * Where a request comes from is Keycloak's word, which hears a proxy if the server is told to.
 *
 * <p>Looked at is whoever gets a token, and whoever starts what ends with one. At the authorization endpoint that is a
 * person's browser: of a code it gets no token, and where it is says nothing about the client that will redeem the code.
 * Introspection, revocation, userinfo and logout give no tokens.
 */
public final class NetworksExecutor
        implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {

    private final KeycloakSession session;

    public NetworksExecutor(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public String getProviderId() {
        return NetworksExecutorFactory.PROVIDER_ID;
    }

    /** All events here come after client authentication, where there is one: nobody else learns of a client's networks. */
    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
        switch (context.getEvent()) {
            case SERVICE_ACCOUNT_TOKEN_REQUEST,
                    TOKEN_REQUEST,
                    TOKEN_REFRESH,
                    RESOURCE_OWNER_PASSWORD_CREDENTIALS_REQUEST,
                    TOKEN_EXCHANGE_REQUEST,
                    DEVICE_AUTHORIZATION_REQUEST,
                    DEVICE_TOKEN_REQUEST,
                    BACKCHANNEL_AUTHENTICATION_REQUEST,
                    BACKCHANNEL_TOKEN_REQUEST,
                    PUSHED_AUTHORIZATION_REQUEST,
                    JWT_AUTHORIZATION_GRANT -> check(session.getContext().getClient());
            case AUTHORIZATION_REQUEST -> {
                if (givesTokens(((AuthorizationRequestContext) context).getAuthorizationEndpointRequest())) {
                    check(session.getContext().getClient());
                }
            }
            case IMPLICIT_HYBRID_TOKEN_RESPONSE ->
                check(((ImplicitHybridTokenResponse) context)
                        .getAuthenticationSession()
                        .getClient());
            // The session's client is whoever the user's token was made for. Before 26.7 there is no such event, and
            // nobody comes here.
            case IDENTITY_BROKERING_API -> check(((IdentityBrokeringAPIContext) context).getClient());
            default -> {
                // before the client is known, after the token is made, or nothing that ends with a token
            }
        }
    }

    private void check(ClientModel client) throws ClientPolicyException {
        Optional<AllowedNetworks> allowed = AllowedNetworks.of(client);
        if (allowed.isPresent() && !allowed.get().allow(remoteAddress())) {
            NetworkRefusal.tell(session, allowed.get());
            throw new ClientPolicyException(NetworkRefusal.ERROR, NetworkRefusal.DESCRIPTION);
        }
    }

    /** Of an IPv6 address in brackets, as a proxy writes it by RFC 7239, Keycloak knows the text alone. */
    private String remoteAddress() {
        ClientConnection connection = session.getContext().getConnection();
        String address = connection.getRemoteAddr();
        return address == null ? connection.getRemoteHost() : address;
    }

    /** Whether tokens come back by the browser, at once. */
    private static boolean givesTokens(AuthorizationEndpointRequest request) {
        String types = " " + request.getResponseType() + " ";
        return types.contains(" " + OIDCResponseType.TOKEN + " ")
                || types.contains(" " + OIDCResponseType.ID_TOKEN + " ");
    }
}
