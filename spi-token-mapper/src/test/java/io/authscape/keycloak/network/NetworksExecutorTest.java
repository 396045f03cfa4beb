package io.authscape.keycloak.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.authscape.keycloak.Answers;
import io.authscape.keycloak.contract.AttributeNames;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.utils.OIDCResponseType;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.IdentityBrokeringAPIContext;
import org.keycloak.services.clientpolicy.context.ImplicitHybridTokenResponse;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Which of Keycloak's events the networks are looked at on, and whose. */
class NetworksExecutorTest {

    private static final String HERE = "10.1.2.3";

    private static final ClientModel INSIDE = client("10.0.0.0/8");
    private static final ClientModel OUTSIDE = client("192.0.2.0/24");

    private static final Map<ClientPolicyEvent, String> NOT_CHECKED = notChecked();

    /** A new Keycloak's event that is in neither list fails here: decide, whether it ends with a token for a client. */
    @ParameterizedTest
    @EnumSource(ClientPolicyEvent.class)
    void everyEventIsCheckedOrKnownToNeedNoCheck(ClientPolicyEvent event) {
        boolean isRefused = isRefused(OUTSIDE, context(event, OUTSIDE));

        assertThat(isRefused)
                .as("%s: checked, or listed as %s", event, NOT_CHECKED.get(event))
                .isNotEqualTo(NOT_CHECKED.containsKey(event));
        assertThat(isRefused(INSIDE, context(event, INSIDE))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(ClientPolicyEvent.class)
    void aCheckedEventWithoutAClientIsRefused(ClientPolicyEvent event) {
        assertThat(isRefused(null, context(event, null))).isNotEqualTo(NOT_CHECKED.containsKey(event));
    }

    /** Keycloak's session has whoever the user's token was made for. */
    @Test
    void aBrokeredTokenIsForTheClientThatAsksForIt() {
        ClientPolicyEvent event = ClientPolicyEvent.IDENTITY_BROKERING_API;

        assertThat(isRefused(INSIDE, context(event, OUTSIDE))).isTrue();
        assertThat(isRefused(OUTSIDE, context(event, INSIDE))).isFalse();
    }

    @Test
    void whatABrowserGetsIsForTheClientOfItsSignIn() {
        ClientPolicyEvent event = ClientPolicyEvent.IMPLICIT_HYBRID_TOKEN_RESPONSE;

        assertThat(isRefused(null, context(event, OUTSIDE))).isTrue();
        assertThat(isRefused(null, context(event, INSIDE))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "none"})
    void aBrowserThatGetsNoTokenMayBeAnywhere(String responseType) {
        assertThat(isRefused(OUTSIDE, authorization(responseType))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "id_token", "id_token token", "code token", "code id_token"})
    void aBrowserThatGetsATokenMayNot(String responseType) {
        assertThat(isRefused(OUTSIDE, authorization(responseType))).isTrue();
    }

    @Test
    void theRefusalIsAClientsThatMayNot() {
        NetworksExecutor executor = new NetworksExecutor(session(OUTSIDE));

        assertThatThrownBy(() -> executor.executeOnEvent(context(ClientPolicyEvent.TOKEN_REQUEST, OUTSIDE)))
                .isInstanceOfSatisfying(ClientPolicyException.class, refusal -> {
                    assertThat(refusal.getError()).isEqualTo("unauthorized_client");
                    assertThat(refusal.getErrorDetail()).isEqualTo(NetworkRefusal.DESCRIPTION);
                });
    }

    private static Map<ClientPolicyEvent, String> notChecked() {
        Map<ClientPolicyEvent, String> reasons = new EnumMap<>(ClientPolicyEvent.class);
        String administration = "a client is made, changed or shown; no token";
        reasons.put(ClientPolicyEvent.REGISTER, administration);
        reasons.put(ClientPolicyEvent.REGISTERED, administration);
        reasons.put(ClientPolicyEvent.UPDATE, administration);
        reasons.put(ClientPolicyEvent.UPDATED, administration);
        reasons.put(ClientPolicyEvent.VIEW, administration);
        reasons.put(ClientPolicyEvent.UNREGISTER, administration);
        String before = "before the client is known; the event of the request itself follows";
        reasons.put(ClientPolicyEvent.PRE_AUTHORIZATION_REQUEST, before);
        reasons.put(ClientPolicyEvent.PRE_TOKEN_REQUEST, before);
        String after = "after the event of the request, in the same request";
        reasons.put(ClientPolicyEvent.TOKEN_RESPONSE, after);
        reasons.put(ClientPolicyEvent.SERVICE_ACCOUNT_TOKEN_RESPONSE, after);
        reasons.put(ClientPolicyEvent.TOKEN_REFRESH_RESPONSE, after);
        reasons.put(ClientPolicyEvent.BACKCHANNEL_TOKEN_RESPONSE, after);
        reasons.put(ClientPolicyEvent.DEVICE_TOKEN_RESPONSE, after);
        reasons.put(ClientPolicyEvent.RESOURCE_OWNER_PASSWORD_CREDENTIALS_RESPONSE, after);
        String end = "it ends a token or a session, which must be possible from everywhere";
        reasons.put(ClientPolicyEvent.TOKEN_REVOKE, end);
        reasons.put(ClientPolicyEvent.TOKEN_REVOKE_RESPONSE, end);
        reasons.put(ClientPolicyEvent.LOGOUT_REQUEST, end);
        reasons.put(ClientPolicyEvent.TOKEN_INTROSPECT, "it tells of a token and gives none");
        reasons.put(ClientPolicyEvent.USERINFO_REQUEST, "it tells of a user and gives no token");
        String saml = "SAML has no client secret that could be found";
        reasons.put(ClientPolicyEvent.SAML_AUTHN_REQUEST, saml);
        reasons.put(ClientPolicyEvent.SAML_LOGOUT_REQUEST, saml);
        return reasons;
    }

    private static boolean isRefused(ClientModel ofTheSession, ClientPolicyContext context) {
        try {
            new NetworksExecutor(session(ofTheSession)).executeOnEvent(context);
            return false;
        } catch (ClientPolicyException refusal) {
            return true;
        }
    }

    /** As Keycloak's own, of those events where the executor needs one; elsewhere it has the event alone. */
    private static ClientPolicyContext context(ClientPolicyEvent event, ClientModel client) {
        return switch (event) {
            case AUTHORIZATION_REQUEST -> authorization("id_token token");
            case IMPLICIT_HYBRID_TOKEN_RESPONSE ->
                new ImplicitHybridTokenResponse(
                        Answers.of(AuthenticationSessionModel.class, (method, argument) -> client), null, null);
            case IDENTITY_BROKERING_API -> new IdentityBrokeringAPIContext(null, null, client, "google");
            default -> () -> event;
        };
    }

    private static ClientPolicyContext authorization(String responseType) {
        AuthorizationEndpointRequest request = new AuthorizationEndpointRequest() {
            @Override
            public String getResponseType() {
                return responseType;
            }
        };
        return new AuthorizationRequestContext(OIDCResponseType.parse(responseType), request, null, null, null);
    }

    /** A session of a request from {@value #HERE}. */
    private static KeycloakSession session(ClientModel client) {
        ClientConnection connection = Answers.of(ClientConnection.class, (method, argument) -> HERE);
        KeycloakContext context = Answers.of(
                KeycloakContext.class, (method, argument) -> method.equals("getClient") ? client : connection);
        return Answers.of(KeycloakSession.class, (method, argument) -> method.equals("getContext") ? context : null);
    }

    private static ClientModel client(String network) {
        return Answers.of(
                ClientModel.class,
                (method, argument) -> AttributeNames.NETWORKS.equals(argument)
                        ? "{\"v\":1,\"networks\":[\"" + network + "\"]}"
                        : null);
    }
}
