package io.authscape.keycloak.connect;

import io.authscape.keycloak.permission.ClientPermissions;
import io.authscape.keycloak.permission.PermissionCheck;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.utils.RedirectUtils;

/** An authorization request as OpenIddict reads it. */
record AuthorizationRequest(KeycloakSession session, WireForm form) {

    private static final Set<String> RESPONSE_MODES = Set.of("query", "form_post", "fragment");
    private static final Set<String> PROMPTS = Set.of("consent", "login", "none", "select_account");
    private static final String REDIRECT_URI = OAuth2Constants.REDIRECT_URI;
    private static final String CHALLENGE = OAuth2Constants.CODE_CHALLENGE;
    private static final String CHALLENGE_METHOD = OAuth2Constants.CODE_CHALLENGE_METHOD;
    private static final String S256 = OAuth2Constants.PKCE_METHOD_S256;

    String clientId() {
        return form.parameter(OAuth2Constants.CLIENT_ID);
    }

    /** @throws WireException OpenIddict's first refusal, in its order */
    void check() {
        refuse(form.has(OIDCLoginProtocol.REQUEST_PARAM), WireError.REQUEST_OBJECT_UNSUPPORTED);
        refuse(clientId().isEmpty(), WireError.CLIENT_ID_MISSING);
        if (isPushed()) {
            return; // its parameters were checked when they were pushed
        }
        refuse(form.has(OIDCLoginProtocol.REQUEST_URI_PARAM), WireError.REQUEST_URI_UNSUPPORTED);
        checkRedirectUri();
        checkResponse();
        checkPrompt();
        checkProofKey();
        ClientModel client = client();
        checkRegistered(client);
        WireScopes.requireKnown(realm(), clientId(), scopes());
        PermissionCheck.of(client)
                .flatMap(check -> check.authorization(
                        responseType(), scopes(), form.parameter(CHALLENGE), form.parameter(CHALLENGE_METHOD)))
                .ifPresent(missing -> {
                    throw new WireException(WireRefusal.of(missing, realm()));
                });
    }

    private boolean isPushed() {
        return form.parameter(OIDCLoginProtocol.REQUEST_URI_PARAM).startsWith("urn:ietf:params:oauth:request_uri:");
    }

    private void checkRedirectUri() {
        String text = form.parameter(REDIRECT_URI);
        if (text.isEmpty()) {
            refuse(scopes().contains(OAuth2Constants.SCOPE_OPENID), WireError.REDIRECT_URI_MISSING);
            return;
        }
        URI uri = absolute(text, WireError.REDIRECT_URI_NOT_ABSOLUTE);
        refuse(uri.getRawFragment() != null, WireError.REDIRECT_URI_WITH_FRAGMENT);
        refuse(
                uri.getRawQuery() != null && ("&" + uri.getRawQuery()).contains("&iss="),
                WireError.REDIRECT_URI_WITH_ISS);
    }

    /** @throws WireException {@code malformed} */
    static URI absolute(String text, WireError malformed) {
        try {
            URI uri = new URI(text);
            if (uri.isAbsolute()) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // the same answer
        }
        throw new WireException(malformed);
    }

    private void checkResponse() {
        refuse(responseType().isEmpty(), WireError.RESPONSE_TYPE_MISSING);
        refuse(!responseType().equals(OAuth2Constants.CODE), WireError.RESPONSE_TYPE_UNSUPPORTED);
        String mode = form.parameter(OIDCLoginProtocol.RESPONSE_MODE_PARAM);
        refuse(!mode.isEmpty() && !RESPONSE_MODES.contains(mode), WireError.RESPONSE_MODE_UNSUPPORTED);
    }

    private void checkPrompt() {
        List<String> prompts = form.words(OAuth2Constants.PROMPT);
        refuse(!PROMPTS.containsAll(prompts), WireError.PROMPT_UNSUPPORTED);
        refuse(prompts.contains("none") && prompts.size() > 1, WireError.PROMPT_CONTRADICTORY);
    }

    /** AuthScape asks for PKCE with S256 of every client (RFC 7636). */
    private void checkProofKey() {
        refuse(!form.has(CHALLENGE), WireError.CODE_CHALLENGE_MISSING);
        refuse(!form.has(CHALLENGE_METHOD), WireError.CODE_CHALLENGE_METHOD_MISSING);
        refuse(form.parameter(CHALLENGE_METHOD).equals("plain"), WireError.CODE_CHALLENGE_METHOD_PLAIN);
        refuse(!form.parameter(CHALLENGE_METHOD).equals(S256), WireError.CODE_CHALLENGE_METHOD_UNSUPPORTED);
    }

    private ClientModel client() {
        ClientModel client = ClientRefusal.known(realm(), clientId());
        refuse(client == null, WireError.CLIENT_NOT_KNOWN_TO_AUTHORIZE);
        return client;
    }

    /** OpenIddict compares exactly; a client that isn't ours is told by Keycloak's own, laxer rule. */
    private void checkRegistered(ClientModel client) {
        String uri = form.parameter(REDIRECT_URI);
        boolean registered = ClientPermissions.governs(client)
                ? client.getRedirectUris().contains(uri)
                        || (uri.isEmpty() && client.getRedirectUris().size() == 1)
                : RedirectUtils.verifyRedirectUri(session, uri.isEmpty() ? null : uri, client) != null;
        refuse(!registered, uri.isEmpty() ? WireError.REDIRECT_URI_MISSING : WireError.REDIRECT_URI_UNREGISTERED);
    }

    private String responseType() {
        return form.parameter(OAuth2Constants.RESPONSE_TYPE);
    }

    private List<String> scopes() {
        return form.words(OAuth2Constants.SCOPE);
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }

    private static void refuse(boolean wrong, WireError error) {
        if (wrong) {
            throw new WireException(error);
        }
    }
}
