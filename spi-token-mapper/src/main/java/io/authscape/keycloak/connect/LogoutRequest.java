package io.authscape.keycloak.connect;

import io.authscape.keycloak.permission.ClientPermissions;
import io.authscape.keycloak.permission.PermissionCheck;
import io.authscape.keycloak.permission.PermissionRefusal;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.utils.RedirectUtils;
import org.keycloak.representations.IDToken;
import org.keycloak.urls.UrlType;
import org.keycloak.util.TokenUtil;

/** A request to log out, and where it may lead. */
record LogoutRequest(KeycloakSession session, WireForm form) {

    /** AuthScape's private parameter, which its npm client sends. */
    static final String REDIRECT = "redirect";

    private static final String POST_LOGOUT_REDIRECT_URI = OIDCLoginProtocol.POST_LOGOUT_REDIRECT_URI_PARAM;

    /**
     * Where the browser goes when the session has ended.
     *
     * @param uri null: nowhere, Keycloak shows a page
     * @param client who registers it; empty if nobody needs to
     * @param isHere whether it's a page of this very site
     */
    record Target(String uri, String client, boolean isHere) {}

    String parameter(String name) {
        return form.parameter(name);
    }

    /** The session that a valid hint speaks of. */
    Optional<String> hint() {
        return idToken().map(IDToken::getSessionId);
    }

    /** @throws WireException OpenIddict's first refusal */
    Target check() {
        String clientId = parameter(OAuth2Constants.CLIENT_ID);
        Optional<ClientModel> named = named(clientId);
        if (form.has(POST_LOGOUT_REDIRECT_URI)) {
            String uri = parameter(POST_LOGOUT_REDIRECT_URI);
            URI parsed = AuthorizationRequest.absolute(uri, WireError.POST_LOGOUT_REDIRECT_URI_NOT_ABSOLUTE);
            if (parsed.getRawFragment() != null) {
                throw new WireException(WireError.POST_LOGOUT_REDIRECT_URI_WITH_FRAGMENT);
            }
            return registered(uri, named, WireError.POST_LOGOUT_REDIRECT_URI_UNREGISTERED);
        }
        if (form.has(REDIRECT)) {
            String uri = parameter(REDIRECT);
            return isOfThisSite(uri)
                    ? new Target(here(uri), clientId, true)
                    : registered(uri, named, WireError.REDIRECT_UNREGISTERED);
        }
        named.ifPresent(this::requirePermission);
        return new Target(null, clientId, false);
    }

    private Optional<ClientModel> named(String clientId) {
        Optional<IDToken> hint = idToken();
        if (form.has(OIDCLoginProtocol.ID_TOKEN_HINT) && hint.isEmpty()) {
            throw new WireException(WireError.ID_TOKEN_HINT_INVALID);
        }
        if (clientId.isEmpty()) {
            return hint.map(IDToken::getIssuedFor).map(id -> ClientRefusal.known(realm(), id));
        }
        if (hint.isPresent() && !clientId.equals(hint.get().getIssuedFor())) {
            throw new WireException(WireError.ID_TOKEN_HINT_OF_ANOTHER);
        }
        ClientModel client = ClientRefusal.known(realm(), clientId);
        if (client == null) {
            throw new WireException(WireError.CLIENT_NOT_KNOWN_TO_AUTHORIZE);
        }
        return Optional.of(client);
    }

    /** It may have expired since: it only tells whose session it was. */
    private Optional<IDToken> idToken() {
        return Optional.ofNullable(session.tokens().decode(parameter(OIDCLoginProtocol.ID_TOKEN_HINT), IDToken.class))
                .filter(token -> TokenUtil.TOKEN_TYPE_ID.equals(token.getType()));
    }

    private Target registered(String uri, Optional<ClientModel> named, WireError unregistered) {
        if (named.isPresent()) {
            if (!registers(named.get(), uri)) {
                throw new WireException(unregistered);
            }
            requirePermission(named.get());
            return new Target(uri, parameter(OAuth2Constants.CLIENT_ID), false);
        }
        return realm().getClientsStream()
                .filter(client -> client.isEnabled() && ClientPermissions.governs(client))
                .filter(client -> registers(client, uri))
                .filter(client -> missingPermission(client).isEmpty())
                .findFirst()
                .map(client -> new Target(uri, client.getClientId(), false))
                .orElseThrow(() -> new WireException(unregistered));
    }

    /** OpenIddict compares exactly; a client that isn't ours is told by Keycloak's own, laxer rule. */
    private boolean registers(ClientModel client, String uri) {
        List<String> uris = OIDCAdvancedConfigWrapper.fromClientModel(client).getPostLogoutRedirectUris();
        if (uris == null) {
            return false;
        }
        return ClientPermissions.governs(client)
                ? uris.contains(uri)
                : RedirectUtils.verifyRedirectUri(session, client.getRootUrl(), uri, new HashSet<>(uris), true) != null;
    }

    private void requirePermission(ClientModel client) {
        missingPermission(client).ifPresent(refusal -> {
            throw new WireException(refusal);
        });
    }

    private Optional<WireRefusal> missingPermission(ClientModel client) {
        return PermissionCheck.of(client)
                .flatMap(check -> check.endpoint(PermissionRefusal.END_SESSION_ENDPOINT))
                .map(missing -> WireRefusal.of(missing, realm()));
    }

    /** A path, and nothing that a browser takes for another host: {@code //evil}, {@code /\evil}. */
    private static boolean isOfThisSite(String uri) {
        boolean path = uri.startsWith("/") && !uri.startsWith("//");
        return path && uri.chars().noneMatch(c -> c == '\\' || c <= ' ' || c >= 127);
    }

    private String here(String path) {
        URI base = session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
        URI target = AuthorizationRequest.absolute(
                base.getScheme() + "://" + base.getRawAuthority() + path, WireError.REDIRECT_UNREGISTERED);
        return target.toString();
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
